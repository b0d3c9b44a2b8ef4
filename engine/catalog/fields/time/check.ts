import { isAbsent, refused, wrongType } from '#engine/flow/inputs/raw.ts'
import type { FieldCheck } from '#engine/flow/inputs/types.ts'

const clock = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(\.\d{1,9})?)?$/

/** `HH:mm:ss`, with a fraction only where there is one: texts that compare as their times do. */
function timeOf(value: unknown): string | undefined {
  const match = typeof value === 'string' ? clock.exec(value.trim()) : null
  if (!match) return undefined
  const fraction = (match[4] ?? '').replace(/\.?0+$/, '')
  return `${match[1] ?? ''}:${match[2] ?? ''}:${match[3] ?? '00'}${fraction}`
}

/** Seconds that are zero are not said. */
function said(time: string): string {
  return time.endsWith(':00') && time.length === 8 ? time.slice(0, 5) : time
}

const check: FieldCheck = {
  // as people and spreadsheets write it
  fromText: (text) => (/^\d:/.test(text) ? `0${text}` : text),
  read(raw, { options }) {
    if (isAbsent(raw)) return { value: undefined }
    const time = timeOf(raw)
    if (time === undefined) return wrongType('TIME')
    const after = timeOf(options.after)
    const before = timeOf(options.before)
    if (after !== undefined && time < after) return refused('after', { limit: said(after) })
    if (before !== undefined && time > before) return refused('before', { limit: said(before) })
    return { value: time }
  },
}

export default check
