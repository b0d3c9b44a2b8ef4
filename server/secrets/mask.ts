import type { Json } from '#engine/flow/flow.ts'
import { mapJson, stars } from './seal.ts'

/** Shorter values would hide half of every text: they are hidden only where they are all of it. */
const shortest = 6

/** A secret that was not read, but may stand in what is met all the same. */
export interface KnownSecret {
  text: string
  spellings: readonly string[]
}

/** Hides the secrets that an execution has read, and their base64, URL and JSON spellings, in whatever leaves it. */
export class Mask {
  private readonly spellings = new Set<string>()
  private readonly short = new Set<string>()
  private pattern: RegExp | undefined
  private known: readonly KnownSecret[] = []
  /** As they were read. */
  private readonly secrets = new Set<string>()

  add(secret: string): void {
    if (this.secrets.has(secret)) return
    this.secrets.add(secret)
    if (secret !== '' && secret.trim().length < shortest) this.short.add(secret).add(secret.trim())
    for (const spelling of spellingsOf(secret)) this.spellings.add(spelling)
    this.pattern = undefined
  }

  /** Hides these too, from now on; what is sealed remembers of them only those that stand in it. */
  know(known: readonly KnownSecret[]): void {
    if (known === this.known) return
    this.known = known
    for (const { spellings } of known) for (const spelling of spellings) this.spellings.add(spelling)
    this.pattern = undefined
  }

  /** The secrets that a text may have been made from. */
  within(text: string): string[] {
    const standing = this.known.filter(({ spellings }) => spellings.some((one) => text.includes(one)))
    return [...new Set([...this.secrets, ...standing.map((one) => one.text)])]
  }

  /** Whether there is nothing to hide. */
  get empty(): boolean {
    return this.spellings.size === 0 && this.short.size === 0
  }

  hides(text: string): boolean {
    return !this.empty && this.text(text) !== text
  }

  text(text: string): string {
    if (this.short.has(text)) return stars
    if (this.spellings.size === 0) return text
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

/** How a secret may stand in a text: each of its lines, plain and encoded. */
export function spellingsOf(secret: string): string[] {
  return [secret, ...secret.split('\n')].flatMap((line) => {
    const text = line.trim()
    if (text.length < shortest) return []
    // half of a surrogate pair has no spelling in an address
    const whole = text.replace(/\p{Surrogate}/gu, '\ufffd')
    return [text, encodeURIComponent(whole), JSON.stringify(text).slice(1, -1), ...base64Spellings(text)]
  })
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
