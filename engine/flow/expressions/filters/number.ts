import { only, optionalText, textArgument } from '../args.ts'
import type { Filter } from '../env.ts'
import { Failure } from '../error.ts'
import {
  absolute,
  asNumber,
  isNumeric,
  isWhole,
  readInteger,
  real,
  Single,
  whole,
  type Numeric,
} from '../numbers.ts'
import { Moment } from '../moment.ts'
import { isList, isMap, kindOf } from '../values.ts'
import { formatDecimal } from './decimal-format.ts'

function numberOf(value: unknown): Numeric {
  if (isNumeric(value)) return value
  throw new Failure(`Needs a number, but got ${kindOf(value)}`)
}

const integer = /^[+-]?\d+$/
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/

function readNumber(text: string, type: string | undefined): Numeric {
  const trimmed = text.trim()
  if (!decimal.test(trimmed)) throw new Failure(`\`${text.slice(0, 80)}\` is not a number`)
  const isInteger = integer.test(trimmed)
  switch (type) {
    case undefined:
      return isInteger ? readInteger(trimmed) : real(Number(trimmed))
    case 'FLOAT':
      return new Single(Number(trimmed))
    case 'DOUBLE':
      return real(Number(trimmed))
    case 'BIGDECIMAL':
      return isInteger ? readInteger(trimmed) : real(Number(trimmed))
    case 'INT':
    case 'LONG':
    case 'BIGINTEGER':
      if (isInteger) return bounded(readInteger(trimmed), type)
      throw new Failure(`\`${trimmed}\` is not a whole number`)
    default:
      throw new Failure(`Unknown number type \`${type}\``)
  }
}

function bounded(value: number | bigint, type: string): number | bigint {
  const bits = type === 'INT' ? 32 : 64
  if (type !== 'BIGINTEGER' && BigInt.asIntN(bits, BigInt(value)) !== BigInt(value)) {
    throw new Failure(`\`${String(value)}\` does not fit into ${type}`)
  }
  return value
}

function convert(value: Numeric, type: string | undefined): Numeric {
  if (type === undefined) return value
  if (type === 'FLOAT') return new Single(asNumber(value))
  if (type === 'DOUBLE') return real(asNumber(value))
  if (isWhole(value)) return value
  return type === 'BIGDECIMAL' ? value : whole(BigInt(Math.trunc(asNumber(value))))
}

const number: Filter = (value, args) => {
  only(args, 'type')
  if (value === null || value === undefined) return null
  const type = optionalText(args, 0, 'type')
  if (isNumeric(value)) return convert(value, type)
  if (typeof value !== 'string') throw new Failure(`Cannot make a number of ${kindOf(value)}`)
  return readNumber(value, type)
}

const className: Filter = (value, args) => {
  only(args)
  if (value === null || value === undefined) return null
  if (isNumeric(value)) {
    if (value instanceof Single) return 'java.lang.Float'
    if (!isWhole(value)) return 'java.lang.Double'
    return Number(value) === (Number(value) | 0) ? 'java.lang.Integer' : 'java.lang.Long'
  }
  if (typeof value === 'string') return 'java.lang.String'
  if (typeof value === 'boolean') return 'java.lang.Boolean'
  if (value instanceof Moment) return 'java.time.ZonedDateTime'
  if (isList(value)) return 'java.util.ArrayList'
  return isMap(value) ? 'java.util.LinkedHashMap' : null
}

export const numberFilters: Readonly<Record<string, Filter>> = {
  abs: (value, args) => {
    only(args)
    return value === null ? null : absolute(numberOf(value))
  },
  number,
  numberFormat: (value, args, env) => {
    only(args, 'format')
    if (value === null || value === undefined) return null
    const pattern = textArgument(args, 0, 'format')
    if (pattern.length > 100) throw new Failure('The number pattern is too long')
    env.meter.charge(100)
    return formatDecimal(numberOf(value), pattern)
  },
  className,
}
