import { Failure } from './error.ts'
import { Moment } from './moment.ts'
import { compareNumbers, isNumeric, asNumber } from './numbers.ts'
import type { Meter } from './meter.ts'

/** A map of a template: only its own properties are ever read. */
export type Mapping = Record<string, unknown>

export function isMap(value: unknown): value is Mapping {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

export function isList(value: unknown): value is unknown[] {
  return Array.isArray(value)
}

/** Adds an entry; the one name that would change an object's nature is refused. */
export function put(target: Mapping, key: string, value: unknown): void {
  if (key === '__proto__') throw new Failure('A map cannot have the key `__proto__`')
  target[key] = value
}

/** A word for what a value is, for messages. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (isList(value)) return 'a list'
  if (isMap(value)) return 'a map'
  if (isNumeric(value)) return 'a number'
  if (typeof value === 'string') return 'a text'
  if (typeof value === 'boolean') return 'a boolean'
  return value instanceof Moment ? 'a date' : 'an unknown value'
}

/** Whether a condition holds: a text when it is not empty (even "false"), a number when it is not zero. */
export function isTruthy(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  if (value === null || value === undefined) return false
  if (typeof value === 'string') return value !== ''
  if (isNumeric(value)) return asNumber(value) !== 0
  throw new Failure(`A condition must be a boolean, a number or a text, but it is ${kindOf(value)}`)
}

export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true
  if (typeof value === 'string') return value.trim() === ''
  if (isList(value)) return value.length === 0
  return isMap(value) && Object.keys(value).length === 0
}

/** Equality without coercion between kinds; numbers by value, lists and maps by content. */
export function isEqual(left: unknown, right: unknown, meter: Meter): boolean {
  meter.step()
  if (left === right) return true
  if (isNumeric(left) && isNumeric(right)) return compareNumbers(left, right) === 0
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((item, index) => nested(item, right[index], meter))
  }
  if (left instanceof Moment && right instanceof Moment) return left.compare(right) === 0
  if (isMap(left) && isMap(right)) {
    const keys = Object.keys(left)
    if (keys.length !== Object.keys(right).length) return false
    return keys.every((key) => Object.hasOwn(right, key) && nested(left[key], right[key], meter))
  }
  return (left ?? null) === (right ?? null)
}

function nested(left: unknown, right: unknown, meter: Meter): boolean {
  meter.enter()
  const equal = isEqual(left, right, meter)
  meter.leave()
  return equal
}

/** Order of two values of one kind; throws for kinds that have none. */
export function compare(left: unknown, right: unknown): number {
  if (isNumeric(left) && isNumeric(right)) return compareNumbers(left, right)
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0
  if (left instanceof Moment && right instanceof Moment) return left.compare(right)
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right)
  throw new Failure(`Cannot compare ${kindOf(left)} with ${kindOf(right)}`)
}

/** What a loop goes over: a list's items, a map's entries; null counts as empty. */
export function itemsOf(value: unknown): unknown[] {
  if (isList(value)) return value
  if (value === null || value === undefined) return []
  if (isMap(value)) return Object.entries(value).map(([key, inner]) => ({ key, value: inner }))
  throw new Failure(`Cannot iterate over ${kindOf(value)}`)
}
