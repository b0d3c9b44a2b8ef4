import type { Env } from './env.ts'
import { Failure } from './error.ts'
import { range } from './functions/value.ts'
import { calculate, isNumeric } from './numbers.ts'
import { compilePattern } from './pattern.ts'
import { print } from './print.ts'
import { compare, isEqual, isList, isMap, kindOf, type Mapping, put } from './values.ts'

function concatenate(left: unknown, right: unknown, env: Env): string {
  const a = print(left, env.meter)
  const b = print(right, env.meter)
  env.meter.text(a.length + b.length)
  return a + b
}

function add(left: unknown, right: unknown, env: Env): unknown {
  if (isNumeric(left) && isNumeric(right)) return calculate('+', left, right)
  if (isList(left)) {
    env.meter.charge(left.length + (isList(right) ? right.length : 1))
    return isList(right) ? [...left, ...right] : [...left, right]
  }
  if (isMap(left) && isMap(right)) {
    const result: Mapping = {}
    env.meter.charge(Object.keys(left).length + Object.keys(right).length)
    for (const part of [left, right]) for (const [key, value] of Object.entries(part)) put(result, key, value)
    return result
  }
  if (typeof left === 'string' || typeof right === 'string') return concatenate(left, right, env)
  throw new Failure(`Cannot add ${kindOf(right)} to ${kindOf(left)}`)
}

function subtract(left: unknown, right: unknown, env: Env): unknown {
  if (isList(left)) {
    const without = isList(right) ? right : [right]
    return left.filter((item) => !without.some((other) => isEqual(item, other, env.meter)))
  }
  return numeric('-', left, right)
}

function numeric(operator: string, left: unknown, right: unknown): unknown {
  if (isNumeric(left) && isNumeric(right)) return calculate(operator, left, right)
  throw new Failure(
    `The operator \`${operator}\` needs two numbers, but got ${kindOf(left)} and ${kindOf(right)}`,
  )
}

function contains(left: unknown, right: unknown, env: Env): boolean {
  if (left === null || left === undefined) return false
  if (isList(left)) {
    const wanted = isList(right) ? right : [right]
    return wanted.every((item) => left.some((other) => isEqual(item, other, env.meter)))
  }
  if (isMap(left)) {
    const wanted = isList(right) ? right : [right]
    return wanted.every((key) => Object.hasOwn(left, print(key, env.meter)))
  }
  if (typeof left === 'string') {
    env.meter.charge(left.length >> 4)
    return (isList(right) ? right : [right]).every((part) => left.includes(print(part, env.meter)))
  }
  throw new Failure(`Cannot look into ${kindOf(left)}`)
}

function matches(left: unknown, right: unknown, env: Env): boolean {
  const text = print(left, env.meter)
  if (typeof right !== 'string') throw new Failure('The operator `matches` needs a regular expression')
  return compilePattern(right, text.length, env.meter).matches(text)
}

type Operator = (left: unknown, right: unknown, env: Env) => unknown

/** Binary operators that need the values of both sides. */
export const operators: Readonly<Record<string, Operator>> = {
  '+': add,
  '-': subtract,
  '*': (left, right) => numeric('*', left, right),
  '/': (left, right) => numeric('/', left, right),
  '%': (left, right) => numeric('%', left, right),
  '~': concatenate,
  '==': (left, right, env) => isEqual(left, right, env.meter),
  equals: (left, right, env) => isEqual(left, right, env.meter),
  '!=': (left, right, env) => !isEqual(left, right, env.meter),
  '<': (left, right) => compare(left, right) < 0,
  '>': (left, right) => compare(left, right) > 0,
  '<=': (left, right) => compare(left, right) <= 0,
  '>=': (left, right) => compare(left, right) >= 0,
  contains,
  in: (left, right, env) => contains(right, left, env),
  'not in': (left, right, env) => !contains(right, left, env),
  matches,
  '..': (left, right, env) => {
    const down = isNumeric(left) && isNumeric(right) && compare(left, right) > 0
    return range({ from: left, to: right, step: down ? -1 : 1 }, env)
  },
}
