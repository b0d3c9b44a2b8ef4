import type { Json } from '../../flow.ts'
import type { Args, Env, TemplateFunction } from '../env.ts'
import { Failure } from '../error.ts'
import { Moment } from '../moment.ts'
import { Real } from '../numbers.ts'
import { isList, isMap, kindOf, put, type Mapping } from '../values.ts'

/** What only the host can answer. */
export const hostNames = [
  'secret',
  'env',
  'kv',
  'read',
  'fileURI',
  'fileSize',
  'fileExists',
  'isFileEmpty',
  'encrypt',
  'decrypt',
  'http',
  'subflow',
  'appLink',
  'resumeUrl',
  'errorLogs',
] as const

function toJson(value: unknown, env: Env): Json {
  env.meter.step()
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Real) return value.value
  if (value instanceof Moment) return value.toJSON()
  env.meter.enter()
  let result: Json
  if (isList(value)) result = value.map((item) => toJson(item, env))
  else if (isMap(value)) result = jsonMap(value, env)
  else throw new Failure(`Cannot pass ${kindOf(value)}`)
  env.meter.leave()
  return result
}

function jsonMap(value: Mapping, env: Env): Record<string, Json> {
  const result: Record<string, Json> = {}
  for (const [key, inner] of Object.entries(value)) put(result, key, toJson(inner, env))
  return result
}

function asked(name: string): TemplateFunction {
  return (args: Args, env: Env) => {
    if (!env.host) throw new Failure(`The function \`${name}\` cannot be used here`)
    const positional = args.positional.map((value) => toJson(value, env))
    return env.host.ask(name, positional, jsonMap(args.named, env))
  }
}

const least: Readonly<Record<string, number>> = {
  resumeUrl: 1,
  encrypt: 2,
  decrypt: 2,
  secret: 1,
  kv: 1,
  read: 1,
  env: 1,
}

function checked(name: string): TemplateFunction {
  const ask = asked(name)
  return (args, env) => {
    const given = args.positional.length + Object.keys(args.named).length
    const needed = least[name] ?? 0
    if (given < needed) throw new Failure(`The function \`${name}\` needs ${String(needed)} arguments`)
    return ask(args, env)
  }
}

export const hostFunctions: Readonly<Record<string, TemplateFunction>> = Object.fromEntries(
  hostNames.map((name) => [name, checked(name)]),
)
