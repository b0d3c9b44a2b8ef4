import type { JsonObject } from '../flow.ts'
import type { TaskEnd } from './events.ts'
import type { Work } from './work.ts'

type Change = Pick<TaskEnd, 'variables' | 'keepVariables' | 'unset'>

/** Why a task may not change the variables so: all or nothing. */
export function refusedChange(
  there: JsonObject,
  { variables, keepVariables, unset }: Change,
): string | undefined {
  const has = (name: string) => Object.hasOwn(there, name)
  const taken = keepVariables ? Object.keys(variables ?? {}).filter(has) : []
  if (taken.length > 0) return `Already set, and \`overwrite\` is false: ${listed(taken)}`
  const missing = unset && !unset.ignoreMissing ? unset.names.filter((name) => !has(name)) : []
  if (missing.length > 0) return `Not set, and \`ignoreMissing\` is false: ${listed(missing)}`
  return undefined
}

/** The variables after a change. */
export function changedVariables(there: JsonObject, { variables, keepVariables, unset }: Change): JsonObject {
  const next = keepVariables ? { ...variables, ...there } : { ...there, ...variables }
  for (const name of unset?.names ?? []) Reflect.deleteProperty(next, name)
  return next
}

/**
 * Takes over what a task says of the execution's variables, all or nothing.
 * @returns why it cannot be, which fails the attempt
 */
export function changeVariables(work: Work, result: Change): string | undefined {
  if (!result.variables && !result.unset) return undefined
  const refused = refusedChange(work.state.context.variables, result)
  if (refused === undefined) addVariables(work, result)
  return refused
}

/** The same of an inner task run: what may not be was refused already where it is played. */
export function addVariables(work: Work, change: Change): void {
  if (!change.variables && !change.unset) return
  const variables = changedVariables(work.state.context.variables, change)
  work.setContext({ variables })
  work.facts.push({ kind: 'execution', at: work.at, state: work.state.status, variables })
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}
