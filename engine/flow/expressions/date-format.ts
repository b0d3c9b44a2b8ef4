import { DateTime } from 'luxon'
import { Failure } from './error.ts'
import { Moment, momentOf, readIso } from './moment.ts'
import { isNumeric, asNumber } from './numbers.ts'
import { kindOf } from './values.ts'

/** Names that may stand for a pattern. */
const named: Readonly<Record<string, string>> = {
  iso: "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
  iso_sec: "yyyy-MM-dd'T'HH:mm:ssXXX",
  iso_milli: "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
  sql: 'yyyy-MM-dd HH:mm:ss.SSSSSS',
  sql_milli: 'yyyy-MM-dd HH:mm:ss.SSS',
  sql_sec: 'yyyy-MM-dd HH:mm:ss',
  iso_local_date: 'yyyy-MM-dd',
  iso_local_time: 'HH:mm:ss',
  iso_local_date_time: "yyyy-MM-dd'T'HH:mm:ss",
  iso_date: 'yyyy-MM-ddXXX',
  iso_time: 'HH:mm:ssXXX',
  iso_date_time: "yyyy-MM-dd'T'HH:mm:ssXXX'['VV']'",
  iso_zoned_date_time: "yyyy-MM-dd'T'HH:mm:ssXXX'['VV']'",
  iso_offset_date: 'yyyy-MM-ddXXX',
  iso_offset_time: 'HH:mm:ssXXX',
  iso_offset_date_time: "yyyy-MM-dd'T'HH:mm:ssXXX",
  iso_instant: "yyyy-MM-dd'T'HH:mm:ssXXX",
  iso_ordinal_date: 'yyyy-DDDXXX',
  iso_week_date: "YYYY-'W'ww-eXXX",
  basic_iso_date: 'yyyyMMddXX',
  rfc_1123_date_time: "EEE, d MMM yyyy HH:mm:ss 'GMT'",
}

type Rule = string | ((moment: Moment, width: number) => string)

/** Rules of a letter by how often it stands in a row. */
function byLength(letter: string, rules: readonly (Rule | undefined)[]): Record<string, Rule> {
  return Object.fromEntries(
    rules.flatMap((rule, i) => (rule === undefined ? [] : [[letter.repeat(i + 1), rule]])),
  )
}

/** Java's pattern letters as luxon's; a function where luxon has none. */
const letters: Readonly<Record<string, Rule>> = {
  y: 'y',
  yy: 'yy',
  yyyy: 'yyyy',
  u: 'y',
  uu: 'yy',
  uuuu: 'yyyy',
  Y: 'kkkk',
  YYYY: 'kkkk',
  M: 'L',
  MM: 'LL',
  MMM: 'LLL',
  MMMM: 'LLLL',
  L: 'L',
  LL: 'LL',
  LLL: 'LLL',
  LLLL: 'LLLL',
  d: 'd',
  dd: 'dd',
  D: 'o',
  DDD: 'ooo',
  w: 'W',
  ww: 'WW',
  e: 'E',
  ee: 'E',
  Q: 'q',
  QQ: 'qq',
  E: 'ccc',
  EE: 'ccc',
  EEE: 'ccc',
  EEEE: 'cccc',
  H: 'H',
  HH: 'HH',
  h: 'h',
  hh: 'hh',
  m: 'm',
  mm: 'mm',
  s: 's',
  ss: 'ss',
  a: 'a',
  VV: 'z',
  z: 'ZZZZ',
  zzz: 'ZZZZ',
  Z: 'ZZZ',
  ZZZ: 'ZZZ',
  ...byLength('x', [undefined, 'ZZZ', 'ZZ']),
  ...byLength('X', [
    (moment) => (moment.at.offset === 0 ? 'Z' : moment.at.toFormat('ZZZ').replace(/00$/, '')),
    (moment) => (moment.at.offset === 0 ? 'Z' : moment.at.toFormat('ZZZ')),
    (moment) => moment.offset(),
  ]),
  S: (moment, width) => String(moment.nanos).padStart(9, '0').slice(0, width),
  n: (moment, width) => String(moment.nanos).padStart(width, '0'),
}

const pieces = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+/g

/** Prints by a pattern of Java's `DateTimeFormatter`, or one of the names above. */
export function formatMoment(moment: Moment, pattern: string, locale = 'en-US'): string {
  const full = Object.hasOwn(named, pattern) ? (named[pattern] ?? pattern) : pattern
  const shown = pattern === 'rfc_1123_date_time' ? moment.inZone('UTC') : moment
  const at = shown.at.setLocale(locale)
  return full.replace(pieces, (piece: string, quoted: string | undefined, letter: string | undefined) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted.replaceAll("''", "'")
    if (letter === undefined) return piece
    const rule = letters[letter === 'S' || letter === 'n' ? letter : piece]
    if (rule === undefined) throw new Failure(`Unknown date pattern letters \`${piece}\``)
    return typeof rule === 'string' ? at.toFormat(rule) : rule(shown, piece.length)
  })
}

function parsePattern(text: string, pattern: string): Moment {
  if (pattern === 'rfc_1123_date_time') {
    const at = DateTime.fromRFC2822(text, { setZone: true })
    if (at.isValid) return new Moment(at, 0, 'zoned')
  }
  const full = Object.hasOwn(named, pattern) ? (named[pattern] ?? pattern) : pattern
  const iso = Object.hasOwn(named, pattern) ? readIso(text) : undefined
  if (iso) return iso
  const luxonPattern = full.replace(
    pieces,
    (piece: string, quoted: string | undefined, letter: string | undefined) => {
      if (quoted !== undefined || letter === undefined) return piece
      if (letter === 'S') return 'u'
      if (letter === 'X') return 'ZZ'
      const rule = letters[piece]
      if (typeof rule !== 'string') throw new Failure(`Unknown date pattern letters \`${piece}\``)
      return rule
    },
  )
  const at = DateTime.fromFormat(text, luxonPattern, { setZone: true, zone: 'UTC', locale: 'en-US' })
  if (!at.isValid) throw new Failure(`Text \`${text}\` is not a date of the format \`${pattern}\``)
  const hasZone = /[XZxzV]/.test(full.replace(/'[^']*'/g, ''))
  return new Moment(at, at.millisecond * 1_000_000, hasZone ? 'zoned' : 'local')
}

/** Any value as a moment: ISO text, epoch seconds, or a text of `existingFormat`. */
export function toMoment(value: unknown, existingFormat: string | undefined): Moment {
  if (value instanceof Moment) return value
  if (isNumeric(value)) return momentOf(asNumber(value) * 1000, 'UTC')
  if (typeof value !== 'string') throw new Failure(`Cannot read ${kindOf(value)} as a date`)
  if (existingFormat !== undefined) return parsePattern(value, existingFormat)
  const moment = readIso(value)
  if (!moment) throw new Failure(`Cannot read \`${value.slice(0, 80)}\` as a date`)
  return moment
}
