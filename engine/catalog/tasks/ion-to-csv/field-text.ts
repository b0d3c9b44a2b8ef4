import { jsonText } from '#engine/catalog/json-text.ts'
import { formatMoment } from '#engine/flow/expressions/date-format.ts'
import { Moment } from '#engine/flow/expressions/moment.ts'

export interface FieldForm {
  fieldSeparator: string
  textDelimiter: string
  alwaysDelimitText: boolean
  quoteMode?: 'ALWAYS' | 'REQUIRED' | 'NON_NUMERIC'
  dateFormat: string
  dateTimeFormat: string
  timeZoneId: string
}

/** A value as a field of CSV, quoted as it is asked for. Null is nothing. */
export function fieldText(value: unknown, form: FieldForm): string {
  const text = textOf(value, form)
  return isQuoted(text, form) ? quoted(text, form.textDelimiter) : text
}

function textOf(value: unknown, form: FieldForm): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  return value instanceof Moment ? dateText(value, form) : jsonText(value)
}

function dateText(moment: Moment, { dateFormat, dateTimeFormat, timeZoneId }: FieldForm): string {
  if (moment.kind === 'date') return formatMoment(moment, dateFormat)
  if (moment.kind === 'local') return formatMoment(moment, dateTimeFormat.replace(/\[[^\]]*\]/g, ''))
  const shown = moment.inZone(moment.kind === 'instant' ? 'UTC' : timeZoneId)
  return formatMoment(shown, dateTimeFormat.replace(/[[\]]/g, ''))
}

function isQuoted(
  text: string,
  { quoteMode, alwaysDelimitText, fieldSeparator, textDelimiter }: FieldForm,
): boolean {
  const mode = quoteMode ?? (alwaysDelimitText ? 'ALWAYS' : 'REQUIRED')
  if (mode === 'ALWAYS') return true
  if (mode === 'NON_NUMERIC') return !/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text)
  return text.includes(fieldSeparator) || text.includes(textDelimiter) || /[\r\n]/.test(text)
}

function quoted(text: string, delimiter: string): string {
  return delimiter + text.replaceAll(delimiter, delimiter + delimiter) + delimiter
}
