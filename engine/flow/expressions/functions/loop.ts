import { argument, only, optionalInteger, optionalText } from '../args.ts'
import type { Args, Env, TemplateFunction } from '../env.ts'
import { Failure } from '../error.ts'
import { absent, find } from '../look-up.ts'
import { print } from '../print.ts'
import { isList, isMap, kindOf, type Mapping } from '../values.ts'

function ownOf(value: unknown, key: string): unknown {
  if (isMap(value) && Object.hasOwn(value, key)) return value[key]
  throw new Failure(`There is no output for the value \`${key.slice(0, 80)}\``)
}

function memberOf(value: unknown, key: string): unknown {
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

function variable(env: Env, name: string): unknown {
  const value = find(name, env)
  return value === absent ? undefined : value
}

function loopValue(run: unknown, env: Env): string | undefined {
  const value = memberOf(run, 'value')
  return value === null || value === undefined ? undefined : print(value, env.meter)
}

/** Values of the loops around the task run, outermost first, without its own. */
function outerValues(env: Env): string[] {
  const parents = variable(env, 'parents') ?? []
  if (!isList(parents)) throw new Failure(`\`parents\` must be a list, but it is ${kindOf(parents)}`)
  return [...parents].reverse().flatMap((parent) => loopValue(memberOf(parent, 'taskrun'), env) ?? [])
}

/** The output of the current iteration, however deep the loops are nested: outermost value first. */
function currentEachOutput(args: Args, env: Env): unknown {
  only(args, 'outputs')
  let output = argument(args, 0, 'outputs')
  for (const value of outerValues(env)) output = ownOf(output, value)
  const own = loopValue(variable(env, 'taskrun'), env)
  return own === undefined ? output : ownOf(output, own)
}

/**
 * What a task gave in another iteration of the innermost loop; in the one before where none is named. The task is given by
 * its id (then the answer is its `value`), by its outputs, or is the own one.
 */
function iterationOutput(args: Args, env: Env): unknown {
  only(args, 'taskId', 'iteration')
  const current = memberOf(variable(env, 'taskrun'), 'iteration')
  if (typeof current !== 'number') throw new Failure('Can only be used in a loop')
  const number = optionalInteger(args, 1, 'iteration') ?? current - 1
  if (number < 0) throw new Failure('There is no iteration before the first one')
  const values = variable(env, 'iterations')
  const value = isList(values) ? values[number] : memberOf(values, String(number))
  if (value === undefined) throw new Failure(`The loop has no iteration ${String(number)}`)
  const task = argument(args, 0, 'taskId')
  const byId = !isMap(task)
  let output: unknown = byId ? memberOf(variable(env, 'outputs'), taskId(args, env)) : task
  for (const outer of outerValues(env)) output = memberOf(output, outer)
  const found = memberOf(output, print(value, env.meter))
  if (found === undefined) return null
  return byId ? (memberOf(found, 'value') ?? null) : found
}

function taskId(args: Args, env: Env): string {
  const named = optionalText(args, 0, 'taskId') ?? memberOf(variable(env, 'task'), 'id')
  return typeof named === 'string' ? named : ''
}

/** What all iterations of a loop gave, in order; with a name only the output of that name. */
function loopOutputs(args: Args): unknown[] {
  only(args, 'outputs', 'name')
  const output = argument(args, 0, 'outputs')
  const name = optionalText(args, 1, 'name')
  if (isList(output)) return name === undefined ? output : output.map((entry) => namedIn(entry, name))
  if (!isMap(output)) throw new Failure(`Needs the outputs of a loop, but got ${kindOf(output)}`)
  const entries: unknown[] = Object.values(output as Mapping)
  return name === undefined ? entries : entries.map((entry) => memberOf(entry, name) ?? null)
}

function namedIn(entry: unknown, name: string): unknown {
  return memberOf(memberOf(entry, 'outputs'), name) ?? null
}

export const loopFunctions: Readonly<Record<string, TemplateFunction>> = {
  currentEachOutput,
  iterationOutput,
  loopOutputs,
}
