import { Failure } from './error.ts'
import type { Meter } from './meter.ts'
import { Moment, type MomentKind } from './moment.ts'
import { asNumber, isNumeric, isWhole, Single, type Numeric } from './numbers.ts'
import { isList, isMap, kindOf } from './values.ts'

/** Ion text of a value, compact: floats carry an exponent, dates their kind as annotation. */
export function printIon(value: unknown, meter: Meter): string {
  meter.step()
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'boolean') return String(value)
  if (isNumeric(value)) return printNumber(value)
  if (typeof value === 'string') {
    meter.text(value.length)
    return JSON.stringify(value)
  }
  if (value instanceof Moment) return `${annotations[value.kind]}::${JSON.stringify(value.full())}`
  meter.enter()
  const text = printNested(value, meter)
  meter.leave()
  return text
}

const annotations: Readonly<Record<MomentKind, string>> = {
  instant: 'Instant',
  zoned: 'ZonedDateTime',
  local: 'LocalDateTime',
  date: 'LocalDate',
}

function printNumber(value: Numeric): string {
  if (isWhole(value)) return String(value)
  const [digits = '', exponent = '0'] = widened(value).toExponential().split('e')
  return `${digits}e${Number(exponent)}`
}

function widened(value: Numeric): number {
  return value instanceof Single ? value.widened : asNumber(value)
}

const symbol = /^[A-Za-z_$][\w$]*$/
const reserved = /^(null|true|false|nan)$/

function printNested(value: unknown, meter: Meter): string {
  if (isList(value)) return `[${value.map((item) => printIon(item, meter)).join(',')}]`
  if (!isMap(value)) throw new Failure(`Cannot print ${kindOf(value)}`)
  const entries = Object.entries(value).map(([key, inner]) => {
    const name = symbol.test(key) && !reserved.test(key) ? key : quoted(key)
    return `${name}:${printIon(inner, meter)}`
  })
  return `{${entries.join(',')}}`
}

function quoted(key: string): string {
  return `'${JSON.stringify(key).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}
