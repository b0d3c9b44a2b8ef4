import { argument, only } from './args.ts'
import type { Test } from './env.ts'
import { Failure } from './error.ts'
import { asNumber, isNumeric, isWhole } from './numbers.ts'
import { readJson } from './read-data.ts'
import { compare, isEmpty, isEqual, isList, isMap, kindOf } from './values.ts'

function remainder(value: unknown): number {
  if (!isNumeric(value) || !isWhole(value))
    throw new Failure(`Needs a whole number, but got ${kindOf(value)}`)
  return typeof value === 'bigint' ? Number(value % 2n) : asNumber(value) % 2
}

const isJson: Test = (value, args, env) => {
  only(args)
  if (typeof value !== 'string') return false
  try {
    readJson(value, env.meter)
    return true
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    env.meter.charge(200)
    return false
  }
}

/** Tests behind `is`; `defined` is the evaluator's own. */
export const tests: Readonly<Record<string, Test>> = {
  empty: (value) => isEmpty(value),
  null: (value) => value === null || value === undefined,
  none: (value) => value === null || value === undefined,
  even: (value) => remainder(value) === 0,
  odd: (value) => remainder(value) !== 0,
  iterable: (value) => isList(value) || isMap(value),
  map: (value) => isMap(value),
  json: isJson,
  equalTo: (value, args, env) => isEqual(value, argument(args, 0, 'value'), env.meter),
  lessThan: (value, args) => compare(value, argument(args, 0, 'value')) < 0,
  greaterThan: (value, args) => compare(value, argument(args, 0, 'value')) > 0,
}
