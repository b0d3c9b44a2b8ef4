import type { Env } from './env.ts'
import type { Mapping } from './values.ts'

/** Not there: what look-ups answer instead of throwing, as an error costs a hundred times as much. */
export const absent = Symbol('absent')

/** A variable by its name: one of the template's own, else one of those that it was given. */
export function find(name: string, env: Env): unknown {
  for (let frame = env.frame; frame; frame = frame.outer) {
    if (frame.names.has(name)) return frame.names.get(name)
  }
  const { variables } = env.scope
  return Object.hasOwn(variables, name) ? variables[name] : absent
}

/** Everything that can be named here. */
export function everything(env: Env): Mapping {
  const frames = []
  for (let frame = env.frame; frame; frame = frame.outer) frames.unshift(frame.names)
  return Object.assign(
    {},
    env.scope.variables,
    ...frames.map((names) => Object.fromEntries(names)),
  ) as Mapping
}
