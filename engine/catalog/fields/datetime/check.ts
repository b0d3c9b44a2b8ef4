import { isAbsent, refused, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

const instant =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})$/i

const [first, last] = [Date.parse('0000-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59Z')]

/** An instant in UTC: `2026-11-25T14:30:00Z`, a fraction of the second only where there is one. */
function instantOf(value: unknown): { ms: number; text: string } | undefined {
  const match = typeof value === 'string' ? instant.exec(value.trim()) : null
  if (!match) return undefined
  const [, day = '', hours = '', minutes = '', seconds = '00', fraction = '', zone = ''] = match
  if (!isDay(day)) return undefined
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`
  const ms = Date.parse(`${day}T${hours}:${minutes}:${seconds}${offset}`)
  // the zone may lead out of the years that are written with four digits
  if (!(ms >= first && ms <= last)) return undefined
  const rest = fraction.replace(/0+$/, '')
  const text = new Date(ms).toISOString().slice(0, 19)
  return { ms: ms + Number(`0.${rest || '0'}`) * 1000, text: `${text}${rest ? `.${rest}` : ''}Z` }
}

/** No 30th of February. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

const check: FieldCheck = {
  read(raw, { options }) {
    if (isAbsent(raw)) return { value: undefined }
    const read = instantOf(raw)
    if (!read) return wrongType('DATETIME')
    const after = instantOf(options.after)
    const before = instantOf(options.before)
    if (after && read.ms < after.ms) return refused('after', { limit: after.text })
    if (before && read.ms > before.ms) return refused('before', { limit: before.text })
    return { value: read.text }
  },
}

export default check
