import type { Json } from '#engine/flow/flow.ts'
import { mapJson, stars } from './seal.ts'

/** Shorter values would hide half of every text. */
const shortest = 6

/** Hides the secrets that an execution has read, and their base64, URL and JSON spellings, in whatever leaves it. */
export class Mask {
  private readonly spellings = new Set<string>()
  private pattern: RegExp | undefined

  /** As they were read. */
  readonly secrets = new Set<string>()

  add(secret: string): void {
    this.secrets.add(secret)
    for (const line of [secret, ...secret.split('\n')]) {
      const text = line.trim()
      if (text.length < shortest) continue
      const plain = [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)]
      for (const spelling of [...plain, ...base64Spellings(text)]) this.spellings.add(spelling)
    }
    this.pattern = undefined
  }

  /** Whether a secret was read at all. */
  get empty(): boolean {
    return this.spellings.size === 0
  }

  hides(text: string): boolean {
    return !this.empty && this.text(text) !== text
  }

  text(text: string): string {
    if (this.empty) return text
    this.pattern ??= new RegExp(
      [...this.spellings]
        .sort((a, b) => b.length - a.length)
        .map(quoted)
        .join('|'),
      'g',
    )
    return text.replace(this.pattern, stars)
  }

  /** A copy in which every text, keys included, is masked. */
  json(value: Json): Json {
    if (this.empty) return value
    if (typeof value === 'string') return this.text(value)
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      return mapJson(value, (inner) => this.json(inner))
    const entries = Object.entries(value).map(([name, inner]) => [this.text(name), this.json(inner)])
    return Object.fromEntries(entries) as Json
  }
}

/**
 * What the text's own bytes look like in base64, wherever in a longer text they begin (`user:password`), and the whole with its end.
 */
function base64Spellings(text: string): string[] {
  const whole = Buffer.from(text).toString('base64')
  const inner = [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)])
    const ended = bytes.length % 3 === 0 ? 0 : 1
    const letters = bytes.toString('base64').replace(/=+$/, '')
    return letters.slice(before === 0 ? 0 : before + 1, letters.length - ended)
  })
  const all = [whole, ...inner]
  return [...all, ...all.map((letters) => letters.replaceAll('+', '-').replaceAll('/', '_'))]
}

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
