import { argument, integerArgument, only, optionalInteger, textArgument } from '../args.ts'
import type { Args, Env, TemplateFunction } from '../env.ts'
import { Failure } from '../error.ts'
import { printMoment } from '../filters/date.ts'
import { momentOf } from '../moment.ts'
import { isNumeric, isWhole } from '../numbers.ts'
import { print } from '../print.ts'
import { readIon } from '../read-ion.ts'
import { readJson, readYaml } from '../read-data.ts'
import { compare, isList, kindOf } from '../values.ts'

function randomHex(env: Env, length: number): string {
  let text = ''
  for (let index = 0; index < length; index++) text += Math.floor(env.scope.random() * 16).toString(16)
  return text
}

function uuid(env: Env): string {
  const hex = randomHex(env, 31)
  const variant = '89ab'.charAt(Math.floor(env.scope.random() * 4))
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(12, 15)}`, `${variant}${hex.slice(15, 18)}`]
  return [...parts, hex.slice(18, 30)].join('-')
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function id(env: Env): string {
  let text = ''
  for (let index = 0; index < 22; index++) text += base62.charAt(Math.floor(env.scope.random() * 62))
  return text
}

function extreme(sign: 1 | -1): TemplateFunction {
  return (args, env) => {
    const list =
      args.positional.length === 1 && isList(args.positional[0]) ? args.positional[0] : args.positional
    if (Object.keys(args.named).length > 0 || list.length === 0) throw new Failure('Needs values to compare')
    env.meter.charge(list.length)
    return list.reduce((best, value) => (compare(value, best) * sign > 0 ? value : best))
  }
}

/** `from` to `to`, both included; whole numbers, or single letters. */
export function range({ from, to, step }: { from: unknown; to: unknown; step: number }, env: Env): unknown[] {
  if (step === 0) throw new Failure('The step must not be 0')
  const letters = typeof from === 'string' && typeof to === 'string'
  const [start, end] = letters ? [letterCode(from), letterCode(to)] : [bound(from), bound(to)]
  const list: unknown[] = []
  for (let at = start; step > 0 ? at <= end : at >= end; at += step) {
    env.meter.step()
    list.push(letters ? String.fromCharCode(at) : at)
  }
  return list
}

function letterCode(text: string): number {
  if (text.length !== 1) throw new Failure('A range of letters goes from one letter to another')
  return text.charCodeAt(0)
}

function bound(value: unknown): number {
  if (isNumeric(value) && isWhole(value) && Number.isSafeInteger(Number(value))) return Number(value)
  throw new Failure(`A range goes from one whole number to another, but got ${kindOf(value)}`)
}

function reader(read: (text: string, env: Env) => unknown, name: string): TemplateFunction {
  return (args, env) => {
    only(args, name)
    const value = argument(args, 0, name)
    if (value === null) return null
    return read(typeof value === 'string' ? value : textOf(args, name, env), env)
  }
}

function textOf(args: Args, name: string, env: Env): string {
  const value = argument(args, 0, name)
  return value === undefined ? textArgument(args, 0, name) : print(value, env.meter)
}

function randomInt(args: Args, env: Env): number {
  only(args, 'lower', 'upper')
  const lower = integerArgument(args, 0, 'lower')
  const upper = integerArgument(args, 1, 'upper')
  if (lower > upper) throw new Failure('The argument `lower` must not be greater than `upper`')
  return lower + Math.floor(env.scope.random() * (upper - lower + 1))
}

const json = reader((text, env) => readJson(text, env.meter), 'json')

export const valueFunctions: Readonly<Record<string, TemplateFunction>> = {
  now: (args, env) => {
    only(args, 'format', 'existingFormat', 'timeZone', 'locale')
    return printMoment(momentOf(env.scope.now, env.zone), args, env)
  },
  uuid: (args, env) => {
    only(args)
    env.meter.charge(60)
    return uuid(env)
  },
  id: (args, env) => {
    only(args)
    env.meter.charge(40)
    return id(env)
  },
  randomInt,
  max: extreme(1),
  min: extreme(-1),
  range: (args, env) => {
    only(args, 'start', 'end', 'increment')
    const step = optionalInteger(args, 2, 'increment') ?? 1
    return range({ from: argument(args, 0, 'start'), to: argument(args, 1, 'end'), step }, env)
  },
  fromJson: json,
  json,
  fromIon: reader((text, env) => readIon(text, env.meter), 'ion'),
  yaml: reader((text, env) => readYaml(text, env.meter), 'yaml'),
}
