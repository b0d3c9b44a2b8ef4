import { integerArgument, only, optionalText, textArgument } from '../args.ts'
import { formatMoment, toMoment } from '../date-format.ts'
import type { Args, Env, Filter } from '../env.ts'
import { Failure } from '../error.ts'
import { Moment } from '../moment.ts'

const options = ['format', 'existingFormat', 'timeZone', 'locale']

/** Prints as the arguments say: format, existing format, zone and locale, in this order or by name. */
export function printMoment(moment: Moment, args: Args, env: Env): string {
  const locale = localeOf(optionalText(args, 3, 'locale'))
  const zone = optionalText(args, 2, 'timeZone') ?? env.zone
  env.meter.charge(locale === 'en-US' ? 500 : 2_000)
  return formatMoment(moment.inZone(zone), optionalText(args, 0, 'format') ?? 'iso', locale)
}

/** `de`, `de_DE` or `de-DE`; English where none is given. */
function localeOf(given: string | undefined): string {
  try {
    return Intl.getCanonicalLocales(given?.replaceAll('_', '-') ?? 'en-US')[0] ?? 'en-US'
  } catch {
    throw new Failure(`Unknown locale \`${String(given)}\``)
  }
}

function read(value: unknown, existingFormat: string | undefined, env: Env): Moment {
  env.meter.charge(500)
  return toMoment(value, existingFormat)
}

const date: Filter = (value, args, env) => {
  only(args, ...options)
  if (value === null || value === undefined) return null
  return printMoment(read(value, optionalText(args, 1, 'existingFormat'), env), args, env)
}

const units: Readonly<Record<string, [unit: string, factor: number]>> = {
  SECONDS: ['seconds', 1],
  MINUTES: ['minutes', 1],
  HOURS: ['hours', 1],
  HALF_DAYS: ['hours', 12],
  DAYS: ['days', 1],
  WEEKS: ['weeks', 1],
  MONTHS: ['months', 1],
  YEARS: ['years', 1],
  DECADES: ['years', 10],
  CENTURIES: ['years', 100],
}

const fractions: Readonly<Record<string, number>> = { NANOS: 1, MICROS: 1000, MILLIS: 1_000_000 }

function add(moment: Moment, amount: number, unit: string): Moment {
  const nanosOfUnit = Object.hasOwn(fractions, unit) ? fractions[unit] : undefined
  if (nanosOfUnit !== undefined) {
    const total = moment.nanos + amount * nanosOfUnit
    const seconds = Math.floor(total / 1e9)
    return new Moment(moment.at.plus({ seconds }), total - seconds * 1e9, moment.kind)
  }
  const known = Object.hasOwn(units, unit) ? units[unit] : undefined
  if (!known)
    throw new Failure(
      `Unknown unit \`${unit}\`: use one of ${[...Object.keys(units), ...Object.keys(fractions)].join(', ')}`,
    )
  const moved = moment.at.plus({ [known[0]]: amount * known[1] })
  if (!moved.isValid) throw new Failure('The date is out of range')
  return new Moment(moved, moment.nanos, moment.kind)
}

const dateAdd: Filter = (value, args, env) => {
  only(args, 'amount', 'unit', ...options)
  if (value === null || value === undefined) return null
  const zone = optionalText(args, 4, 'timeZone') ?? env.zone
  const moment = read(value, optionalText(args, 3, 'existingFormat'), env).inZone(zone)
  const moved = add(moment, integerArgument(args, 0, 'amount'), textArgument(args, 1, 'unit'))
  return printMoment(moved, { ...args, positional: args.positional.slice(2) }, env)
}

function timestamp(make: (seconds: bigint, nanos: number) => bigint): Filter {
  return (value, args, env) => {
    only(args, 'existingFormat', 'timeZone')
    if (value === null || value === undefined) return null
    const moment = read(value, optionalText(args, 0, 'existingFormat'), env).inZone(
      optionalText(args, 1, 'timeZone') ?? env.zone,
    )
    const result = make(BigInt(Math.floor(moment.at.toMillis() / 1000)), moment.nanos)
    return Number.isSafeInteger(Number(result)) ? Number(result) : result
  }
}

export const dateFilters: Readonly<Record<string, Filter>> = {
  date,
  dateAdd,
  timestamp: timestamp((seconds) => seconds),
  timestampMilli: timestamp((seconds, nanos) => seconds * 1000n + BigInt(Math.floor(nanos / 1e6))),
  // Kestra's own sum: the seconds in nanoseconds, the fraction in microseconds. Its tests pin it.
  timestampMicro: timestamp((seconds, nanos) => seconds * 1_000_000_000n + BigInt(Math.floor(nanos / 1e3))),
  timestampNano: timestamp((seconds, nanos) => seconds * 1_000_000_000n + BigInt(nanos)),
}
