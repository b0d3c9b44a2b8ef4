import type { Json } from '#engine/flow/flow.ts'
import { mapJson, stars } from './seal.ts'

/** Shorter values would hide half of every text. */
const shortest = 6

/** Hides the secrets that an execution has read, and their base64, URL and JSON spellings, in whatever leaves it. */
export class Mask {
  private readonly spellings = new Set<string>()
  private pattern: RegExp | undefined

  add(secret: string): void {
    for (const line of [secret, ...secret.split('\n')]) {
      const text = line.trim()
      if (text.length < shortest) continue
      const base64 = Buffer.from(text).toString('base64')
      const json = JSON.stringify(text).slice(1, -1)
      for (const spelling of [text, base64, base64.replace(/=+$/, ''), encodeURIComponent(text), json])
        this.spellings.add(spelling)
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

  /** Whether any text in the value, keys included, holds a secret. */
  found(value: Json): boolean {
    return this.hides(JSON.stringify(value)) || this.inTexts(value)
  }

  private inTexts(value: Json): boolean {
    let seen = false
    const look = (inner: Json): Json => {
      if (typeof inner === 'string' && this.hides(inner)) seen = true
      return mapJson(inner, look)
    }
    look(value)
    return seen
  }
}

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
