import { isAbsent, refused, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

/** Whether the text is a day that the calendar has: no 30th of February. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const instant = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text)
}

function boundOf(option: unknown): string | undefined {
  return typeof option === 'string' && isDay(option.trim()) ? option.trim() : undefined
}

/** `27.11.2026` can only mean one day; `11/12/2026` may mean two, and is left as it is. */
function dayOf(text: string): string {
  const match = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)
  return match
    ? `${match[3] ?? ''}-${(match[2] ?? '').padStart(2, '0')}-${(match[1] ?? '').padStart(2, '0')}`
    : text
}

const check: FieldCheck = {
  fromText: dayOf,
  read(raw, input) {
    if (isAbsent(raw)) return { value: undefined }
    const text = typeof raw === 'string' ? raw.trim() : ''
    if (!isDay(text)) return wrongType('DATE')
    const after = boundOf(input.options.after)
    const before = boundOf(input.options.before)
    if (after !== undefined && text < after) return refused('after', { limit: after })
    if (before !== undefined && text > before) return refused('before', { limit: before })
    return { value: text }
  },
}

export default check
