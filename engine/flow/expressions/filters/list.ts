import { argument, integerArgument, only, optionalInteger, optionalText } from '../args.ts'
import type { Args, Env, Filter } from '../env.ts'
import { Failure } from '../error.ts'
import { isNumeric } from '../numbers.ts'
import { print } from '../print.ts'
import { compare, isEmpty, isList, isMap, kindOf, put, type Mapping } from '../values.ts'

function listOf(value: unknown): unknown[] {
  if (isList(value)) return value
  throw new Failure(`Needs a list, but got ${kindOf(value)}`)
}

/** A filter over a list: null stays null. */
function onList(filter: (list: unknown[], args: Args, env: Env) => unknown): Filter {
  return (value, args, env) => {
    if (value === null || value === undefined) return null
    const list = listOf(value)
    env.meter.charge(list.length)
    return filter(list, args, env)
  }
}

function end(side: 'first' | 'last'): Filter {
  return (value, args) => {
    only(args)
    if (value === null || value === undefined) return null
    if (typeof value === 'string') return side === 'first' ? value.slice(0, 1) : value.slice(-1)
    const list = isMap(value) ? Object.values(value) : listOf(value)
    return list.at(side === 'first' ? 0 : -1) ?? null
  }
}

const length: Filter = (value, args) => {
  only(args)
  if (value === null || value === undefined) return 0
  if (typeof value === 'string') return value.length
  return isMap(value) ? Object.keys(value).length : listOf(value).length
}

const join: Filter = (value, args, env) => {
  only(args, 'separator')
  if (value === null || value === undefined) return null
  const glue = optionalText(args, 0, 'separator') ?? ''
  const parts = listOf(value).map((item) => print(item, env.meter))
  env.meter.text(parts.reduce((sum, part) => sum + part.length + glue.length, 0))
  env.meter.charge(parts.length)
  return parts.join(glue)
}

const merge: Filter = (value, args, env) => {
  only(args, 'items')
  const other = argument(args, 0, 'items')
  if (isList(value) && isList(other)) {
    env.meter.charge(value.length + other.length)
    return [...value, ...other]
  }
  if (!isMap(value) || !isMap(other)) throw new Failure(`Cannot merge ${kindOf(value)} with ${kindOf(other)}`)
  const result: Mapping = {}
  env.meter.charge(Object.keys(value).length + Object.keys(other).length)
  for (const part of [value, other]) for (const [key, inner] of Object.entries(part)) put(result, key, inner)
  return result
}

const slice: Filter = (value, args, env) => {
  only(args, 'fromIndex', 'toIndex')
  if (value === null || value === undefined) return null
  const from = optionalInteger(args, 0, 'fromIndex') ?? 0
  const source = typeof value === 'string' ? value : listOf(value)
  const to = optionalInteger(args, 1, 'toIndex') ?? source.length
  if (from < 0 || to > source.length || from > to) {
    throw new Failure(
      `Cannot slice from ${String(from)} to ${String(to)} where the length is ${String(source.length)}`,
    )
  }
  env.meter.charge(to - from)
  return source.slice(from, to)
}

function sorted(direction: 1 | -1): Filter {
  return onList((list, args, env) => {
    only(args)
    return [...list].sort((left, right) => {
      env.meter.step()
      return compare(left, right) * direction
    })
  })
}

const distinct = onList((list, args, env) => {
  only(args)
  const seen = new Map<string, unknown>()
  env.meter.charge(list.length * 3)
  for (const item of list) {
    const kind = isNumeric(item) ? 'number' : typeof item
    const key = `${kind}:${print(item, env.meter)}`
    if (!seen.has(key)) seen.set(key, item)
  }
  return [...seen.values()]
})

const flatten = onList((list, args, env) => {
  only(args)
  const result: unknown[] = []
  for (const item of list) {
    if (!isList(item)) result.push(item)
    else for (const inner of item) result.push(inner)
    env.meter.charge(isList(item) ? item.length : 1)
  }
  return result
})

const chunk: Filter = (value, args, env) => {
  only(args, 'size')
  const list = listOf(value)
  const size = integerArgument(args, 0, 'size')
  if (size < 1) throw new Failure('The argument `size` must be 1 or more')
  env.meter.charge(list.length)
  const result: unknown[][] = []
  for (let at = 0; at < list.length; at += size) result.push(list.slice(at, at + size))
  return result
}

const keys: Filter = (value, args, env) => {
  only(args)
  if (value === null || value === undefined) return null
  const found = isList(value) ? value.map((_, index) => index) : isMap(value) ? Object.keys(value) : undefined
  if (!found) throw new Failure(`Needs a map, but got ${kindOf(value)}`)
  env.meter.charge(found.length)
  return found
}

const values: Filter = (value, args, env) => {
  only(args)
  if (value === null || value === undefined) return null
  if (!isMap(value)) throw new Failure(`Needs a map, but got ${kindOf(value)}`)
  const found = Object.values(value)
  env.meter.charge(found.length)
  return found
}

const fallback: Filter = (value, args) => {
  only(args, 'default')
  return isEmpty(value) ? (argument(args, 0, 'default') ?? null) : value
}

export const listFilters: Readonly<Record<string, Filter>> = {
  first: end('first'),
  last: end('last'),
  length,
  join,
  merge,
  slice,
  sort: sorted(1),
  rsort: sorted(-1),
  reverse: onList((list, args) => {
    only(args)
    return [...list].reverse()
  }),
  distinct,
  flatten,
  chunk,
  keys,
  values,
  default: fallback,
}
