/** A cron expression as the values that each of its fields allows. */
export interface Cron {
  second: readonly number[]
  minute: readonly number[]
  hour: readonly number[]
  month: readonly number[]
  /**
   * Days that it fires on: those of the month, of the week (0 is Sunday), or of both. Where both fields are narrowed a day
   * of either fires, as cron has always done.
   */
  days: readonly { ofMonth: readonly number[]; ofWeek: readonly number[] }[]
  /** No hour is named: then it fires by elapsed time, and a clock that is put forward or back changes nothing. */
  everyHour: boolean
}

export type ReadCron = { cron: Cron } | { problem: string }

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

const nicknames: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}

interface Field {
  name: string
  from: number
  to: number
  words?: readonly string[]
}

const fields = {
  second: { name: 'second', from: 0, to: 59 },
  minute: { name: 'minute', from: 0, to: 59 },
  hour: { name: 'hour', from: 0, to: 23 },
  dayOfMonth: { name: 'day of month', from: 1, to: 31 },
  month: { name: 'month', from: 1, to: 12, words: ['', ...months] },
  dayOfWeek: { name: 'day of week', from: 0, to: 7, words: weekdays },
} satisfies Record<string, Field>

/**
 * Reads a cron expression of five fields, or of six with the seconds first; nicknames such as `@daily` are five.
 * @returns the problem in words where it is none, or where no day has such a date
 */
export function parseCron(text: string, withSeconds = false): ReadCron {
  try {
    return { cron: read(text, withSeconds) }
  } catch (error) {
    if (!(error instanceof WrongCron)) throw error
    return { problem: error.message }
  }
}

class WrongCron extends Error {}

function read(text: string, withSeconds: boolean): Cron {
  const known = nicknames[text.trim().toLowerCase()]
  if (text.trim().startsWith('@') && known === undefined)
    throw new WrongCron(`there is no \`${text.trim()}\`; there are ${Object.keys(nicknames).join(', ')}`)
  const parts = (known ?? text).trim().split(/\s+/)
  const withoutSecond = known !== undefined || !withSeconds
  const wanted = withoutSecond ? 5 : 6
  if (parts.length !== wanted) {
    const hint = parts.length === 6 && !withSeconds ? '; with seconds it needs `withSeconds: true`' : ''
    throw new WrongCron(`it has ${parts.length} fields, but ${wanted} are wanted${hint}`)
  }
  const [second = '0', minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = ''] = withoutSecond
    ? ['0', ...parts]
    : parts
  const cron = {
    second: valuesOf(second, fields.second),
    minute: valuesOf(minute, fields.minute),
    hour: valuesOf(hour, fields.hour),
    month: valuesOf(month, fields.month),
    days: daysOf(dayOfMonth, dayOfWeek),
  }
  if (!comesEver(cron)) throw new WrongCron('no year has such a day, so it would never fire')
  return { ...cron, everyHour: cron.hour.length === 24 }
}

const isAny = (text: string) => text === '*' || text === '?'

function daysOf(dayOfMonth: string, dayOfWeek: string): Cron['days'] {
  const ofMonth = valuesOf(dayOfMonth, fields.dayOfMonth)
  const ofWeek = sorted(valuesOf(dayOfWeek, fields.dayOfWeek).map((day) => day % 7))
  if (dayOfMonth.startsWith('*') || dayOfWeek.startsWith('*') || isAny(dayOfMonth) || isAny(dayOfWeek))
    return [{ ofMonth, ofWeek }]
  return [
    { ofMonth, ofWeek: valuesOf('0-6', fields.dayOfWeek) },
    { ofMonth: valuesOf('*', fields.dayOfMonth), ofWeek },
  ]
}

function valuesOf(text: string, field: Field): number[] {
  return sorted(text.split(',').flatMap((part) => valuesOfPart(part, field)))
}

function valuesOfPart(text: string, field: Field): number[] {
  const [range = '', stepText, more] = text.split('/')
  const step = stepText === undefined ? 1 : numberOf(stepText, { ...field, words: undefined, from: 1 })
  if (more !== undefined) throw wrong(text, field)
  const [from, to] = boundsOf(range, field, stepText !== undefined)
  if (from > to) throw wrong(text, field)
  const values: number[] = []
  for (let value = from; value <= to; value += step) values.push(value)
  return values
}

function boundsOf(range: string, field: Field, stepped: boolean): [number, number] {
  // Sunday is 0 as well as 7: `*` names it once
  if (isAny(range)) return [field.from, field.to === 7 ? 6 : field.to]
  const [first = '', last, more] = range.split('-')
  if (more !== undefined) throw wrong(range, field)
  const from = numberOf(first, field)
  if (last === undefined) return [from, stepped ? field.to : from]
  return [from, numberOf(last, field)]
}

function numberOf(text: string, field: Field): number {
  const word = field.words?.indexOf(text.toUpperCase()) ?? -1
  if (text !== '' && word >= 0) return word
  const value = /^\d{1,2}$/.test(text) ? Number(text) : NaN
  if (!(value >= field.from && value <= field.to)) throw wrong(text, field)
  return value
}

function wrong(text: string, { name, from, to }: Field): WrongCron {
  return new WrongCron(`\`${text}\` is no ${name}: values from ${from} to ${to}, ranges, steps and lists are`)
}

function sorted(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b)
}

/** The 30th of February is on no calendar; the 29th comes, if on the right weekday, within 28 years. */
function comesEver({ month, days }: Pick<Cron, 'month' | 'days'>): boolean {
  const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return days.some(({ ofMonth }) =>
    month.some((one) => ofMonth.some((day) => day <= (longest[one - 1] ?? 0))),
  )
}
