import { argument, only, optionalFlag, textArgument } from '../args.ts'
import type { Args, Env, TemplateFunction } from '../env.ts'
import { Failure } from '../error.ts'
import { everything } from '../look-up.ts'
import { printJson } from '../print.ts'
import { isList, isMap, put, type Mapping } from '../values.ts'

const maxPasses = 100

/** Renders texts until they no longer change, or once; lists and maps deep, keys too. */
function renderDeep(value: unknown, recursive: boolean, env: Env): unknown {
  env.meter.step()
  if (typeof value === 'string') return renderText(value, recursive, env)
  if (typeof value !== 'object' || value === null) return value
  env.meter.enter()
  let result: unknown = value
  if (isList(value)) result = value.map((item) => renderDeep(item, recursive, env))
  else if (isMap(value)) {
    const map: Mapping = {}
    for (const [key, inner] of Object.entries(value)) {
      put(map, renderText(key, recursive, env), renderDeep(inner, recursive, env))
    }
    result = map
  }
  env.meter.leave()
  return result
}

function renderText(text: string, recursive: boolean, env: Env): string {
  let current = text
  for (let pass = 0; pass < maxPasses; pass++) {
    if (!current.includes('{')) return current
    const rendered = env.render(current)
    if (!recursive || rendered === current) return rendered
    current = rendered
  }
  throw new Failure('Too many rendering attempts')
}

/** Ids, states and values of the task runs that are in a state. */
function tasksWithState(args: Args, env: Env): unknown[] {
  only(args, 'state')
  const state = textArgument(args, 0, 'state').toUpperCase()
  const tasks = Object.hasOwn(env.scope.variables, 'tasks') ? env.scope.variables.tasks : {}
  const found: unknown[] = []
  collect(tasks, state, { path: [], found, env })
  return found
}

function collect(value: unknown, state: string, into: { path: string[]; found: unknown[]; env: Env }): void {
  if (!isMap(value)) return
  into.env.meter.enter()
  for (const [key, inner] of Object.entries(value)) {
    into.env.meter.step()
    const path = [...into.path, key]
    if (!isMap(inner)) continue
    if (typeof inner.state !== 'string') collect(inner, state, { ...into, path })
    else if (inner.state === state) {
      const [taskId, ...values] = path
      into.found.push(values.length > 0 ? { taskId, state, value: values.at(-1) } : { taskId, state })
    }
  }
  into.env.meter.leave()
}

function block(args: Args, env: Env): string {
  only(args, 'name')
  const name = textArgument(args, 0, 'name')
  const body = env.blocks.get(name)
  if (!body) throw new Failure(`There is no block \`${name}\``)
  return body()
}

function printContext(args: Args, env: Env): string {
  only(args)
  return printJson(everything(env), env.meter)
}

export const contextFunctions: Readonly<Record<string, TemplateFunction>> = {
  render: (args, env) => {
    only(args, 'toRender', 'recursive')
    return renderDeep(argument(args, 0, 'toRender') ?? null, optionalFlag(args, 1, 'recursive') ?? true, env)
  },
  renderOnce: (args, env) => {
    only(args, 'toRender')
    return renderDeep(argument(args, 0, 'toRender') ?? null, false, env)
  },
  printContext,
  fetchContext: printContext,
  block,
  parent: (args) => {
    only(args)
    throw new Failure('There is no parent template')
  },
  tasksWithState,
}
