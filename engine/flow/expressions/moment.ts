import { DateTime } from 'luxon'
import { Failure } from './error.ts'

export type MomentKind = 'instant' | 'zoned' | 'local' | 'date'

/** A point in time or a local date, with a precision below luxon's: `nanos` is the whole fraction of the second. */
export class Moment {
  /** Whole seconds, in the zone to show. */
  readonly at: DateTime
  /** 0 to 999 999 999. */
  readonly nanos: number
  readonly kind: MomentKind

  constructor(at: DateTime, nanos: number, kind: MomentKind) {
    this.at = at.startOf('second')
    this.nanos = nanos
    this.kind = kind
  }

  inZone(zone: string): Moment {
    const keep = this.kind === 'local' || this.kind === 'date'
    const at = this.at.setZone(zone, { keepLocalTime: keep })
    if (!at.isValid) throw new Failure(`Unknown time zone \`${zone}\``)
    return new Moment(at, this.nanos, 'zoned')
  }

  compare(other: Moment): number {
    return this.at.toMillis() - other.at.toMillis() || this.nanos - other.nanos
  }

  /** Java's text of it: seconds that are zero are left out but in instants, fractions come in groups of three. */
  print(): string {
    const day = this.at.toFormat('yyyy-MM-dd')
    if (this.kind === 'date') return day
    const bare = this.kind !== 'instant' && this.at.second === 0 && this.nanos === 0
    const time = `${day}T${this.at.toFormat(bare ? 'HH:mm' : 'HH:mm:ss')}${this.fraction()}`
    if (this.kind === 'local') return time
    return this.kind === 'instant'
      ? `${this.at.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss")}${this.fraction()}Z`
      : time + this.offset()
  }

  /** As `print`, always with seconds; a zoned one in UTC. */
  toJSON(): string {
    if (this.kind === 'date') return this.print()
    const at = this.kind === 'local' ? this.at : this.at.toUTC()
    const zone = this.kind === 'local' ? '' : 'Z'
    return `${at.toFormat("yyyy-MM-dd'T'HH:mm:ss")}${this.fraction()}${zone}`
  }

  /** As `print`, always with seconds and its own offset. */
  full(): string {
    if (this.kind === 'date' || this.kind === 'instant') return this.print()
    const time = `${this.at.toFormat("yyyy-MM-dd'T'HH:mm:ss")}${this.fraction()}`
    return this.kind === 'local' ? time : time + this.offset()
  }

  offset(): string {
    return this.at.offset === 0 ? 'Z' : this.at.toFormat('ZZ')
  }

  private fraction(): string {
    if (this.nanos === 0) return ''
    const digits = String(this.nanos).padStart(9, '0')
    if (digits.endsWith('000000')) return `.${digits.slice(0, 3)}`
    return digits.endsWith('000') ? `.${digits.slice(0, 6)}` : `.${digits}`
  }
}

/** The moment of epoch milliseconds. */
export function momentOf(epochMs: number, zone: string): Moment {
  const at = DateTime.fromMillis(epochMs, { zone })
  if (!at.isValid) throw new Failure(`No date: ${at.invalidExplanation ?? String(epochMs)}`)
  return new Moment(at, at.millisecond * 1_000_000, 'zoned')
}

const shape =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d{1,9}))?(Z|[+-]\d{2}(?::?\d{2})?)?(?:\[([\w/+-]+)\])?)?$/

/** Reads an ISO text; undefined when it is none. What has no zone is `local` or `date`, in UTC. */
export function readIso(text: string): Moment | undefined {
  const found = shape.exec(text.trim())
  if (!found) return undefined
  const [, day = '', time = '00:00', fraction = '', offset, zone] = found
  const at = DateTime.fromISO(`${day}T${time}${offset ?? ''}`, {
    setZone: true,
    zone: offset ? undefined : 'UTC',
  })
  if (!at.isValid) return undefined
  const kind = offset ? (offset === 'Z' ? 'instant' : 'zoned') : found[2] === undefined ? 'date' : 'local'
  return new Moment(zone ? at.setZone(zone) : at, Number(fraction.padEnd(9, '0')), kind)
}
