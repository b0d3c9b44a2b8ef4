import { Failure } from './error.ts'
import { readScalar, readQuoted, unquote } from './ion-scalars.ts'
import type { Meter } from './meter.ts'
import { readIso } from './moment.ts'
import { put, type Mapping } from './values.ts'

/**
 * Reads one value of Ion text: lists, structs, texts, symbols, numbers, timestamps, and the kinds of date that Kestra
 * writes as annotations. What follows the value is refused.
 */
export function readIon(text: string, meter: Meter): unknown {
  meter.charge(100 + text.length * 2)
  const reader = new IonReader(text, meter)
  const value = reader.value()
  reader.end()
  return value
}

const space = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y
const annotation = /(?:([A-Za-z_$][\w$]*)|'((?:[^'\\]|\\.)*)')\s*::/y
const dateKinds = new Set(['ZonedDateTime', 'Instant', 'LocalDateTime', 'LocalDate', 'OffsetDateTime'])

class IonReader {
  private at = 0

  constructor(
    private readonly text: string,
    private readonly meter: Meter,
  ) {}

  end(): void {
    this.skip()
    if (this.at < this.text.length) this.refuse()
  }

  value(): unknown {
    this.meter.step()
    this.skip()
    const kind = this.take(annotation)
    if (kind) return this.annotated(kind[1] ?? unquote(kind[2] ?? ''))
    const next = this.text[this.at]
    if (next !== '[' && next !== '{' && next !== '(') return this.scalar()
    this.meter.enter()
    this.at++
    const value = next === '{' ? this.struct() : this.list(next === '[' ? ']' : ')')
    this.meter.leave()
    return value
  }

  private annotated(kind: string): unknown {
    const value = this.value()
    if (!dateKinds.has(kind) || typeof value !== 'string') return value
    return readIso(value) ?? this.refuse()
  }

  private scalar(): unknown {
    const found = readScalar(this.text, this.at)
    if (!found) return this.refuse()
    this.at = found.end
    return found.value
  }

  private list(close: ']' | ')'): unknown[] {
    const items: unknown[] = []
    for (;;) {
      this.skip()
      if (this.ended(close)) return items
      items.push(this.value())
      this.skip()
      if (close === ')' || this.ended(',')) continue
      if (this.ended(close)) return items
      this.refuse()
    }
  }

  private struct(): Mapping {
    const struct: Mapping = {}
    for (;;) {
      this.skip()
      if (this.ended('}')) return struct
      const key = this.key()
      this.skip()
      if (!this.ended(':')) this.refuse()
      put(struct, key, this.value())
      this.skip()
      if (this.ended(',')) continue
      if (this.ended('}')) return struct
      this.refuse()
    }
  }

  private key(): string {
    const plain = this.take(/[A-Za-z_$][\w$]*/y)
    if (plain) return plain[0]
    const quoted = readQuoted(this.text, this.at)
    if (!quoted) return this.refuse()
    this.at = quoted.end
    return quoted.value
  }

  private skip(): void {
    this.take(space)
  }

  private ended(mark: string): boolean {
    if (this.text[this.at] !== mark) return false
    this.at++
    return true
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (found) this.at = pattern.lastIndex
    return found
  }

  private refuse(): never {
    throw new Failure(`The text is not Ion, at character ${String(this.at + 1)}`)
  }
}
