import { z } from 'zod'

export const weekdays = [
  'SUNDAY',
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
] as const
export type Weekday = (typeof weekdays)[number]

const time = String.raw`(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?`
const moments = new RegExp(String.raw`^(\d{4}-\d\d-\d\d)(?:[T ]${time}(?:\[[^\]]*\])?)?$`)
const times = new RegExp(`^${time}$`)

/** An ISO 8601 moment; without a zone it is UTC. */
export const moment = z.string().refine((text) => !Number.isNaN(Date.parse(text)), {
  error: 'must be a moment such as `2027-01-31T09:00:00Z`',
})

/** A time of the day with its distance from UTC; without one it is UTC. */
export const offsetTime = z
  .string()
  .regex(times, { error: 'must be a time of the day such as `09:00:00+02:00`' })

/**
 * The calendar day that a rendered date names, as its own zone has it: midnight, UTC.
 * @throws RangeError where the text is no date
 */
export function dateOf(text: string): Date {
  const [, day] = read(text)
  return new Date(`${day}T00:00:00Z`)
}

export function weekdayOf(day: Date): Weekday {
  return weekdays[day.getUTCDay()] ?? 'SUNDAY'
}

/** Epoch milliseconds of a rendered date. @throws RangeError where the text is no date */
export function momentOf(text: string): number {
  const [, day = ''] = read(text)
  return Date.parse(`${day}T00:00:00Z`) + offsetTimeMs(timeIn(text))
}

/** The time and zone in a rendered date: `09:00:00+02:00`. @throws RangeError where the text is no date */
export function timeIn(text: string): string {
  read(text)
  return text.trim().slice(11).replace(/\[.*$/, '') || '00:00'
}

/** Milliseconds from midnight UTC; before or beyond the day where the zone is far from UTC. */
export function offsetTimeMs(text: string): number {
  const [, hours = '0', minutes = '0', seconds = '0', fraction = '0', zone = 'Z'] = times.exec(text) ?? []
  const ms = Number(`0.${fraction}`) * 1000
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + ms - zoneMs(zone)
}

function zoneMs(zone: string): number {
  if (zone === 'Z') return 0
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  const ms = (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000
  return zone.startsWith('-') ? -ms : ms
}

function read(text: string): RegExpExecArray {
  const found = moments.exec(text.trim())
  if (!found || Number.isNaN(Date.parse(`${found[1]}T00:00:00Z`)))
    throw new RangeError(`\`${text.slice(0, 60)}\` is no date`)
  return found
}
