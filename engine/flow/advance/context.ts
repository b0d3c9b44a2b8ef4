import type { Json, JsonObject, Reads, ReadStep } from '../flow.ts'
import { entriesOf, entryOf } from './memory.ts'
import { isMap, put } from './entries.ts'
import { valuesAround } from './iterations-around.ts'
import { executionScope } from './scope.ts'
import { taskScope } from './task-scope.ts'
import type { Node, RunState } from './state.ts'
import type { Program } from './types.ts'

/**
 * The variables that a template may see, and of these only what `reads` names. Values are those of the state, not copies:
 * references to the file store and encrypted values stay what they are, whole, for the host to open.
 * @param taskRunId an open task run or iteration, in whose scope it is; undefined: the execution's own scope
 */
export function visibleContext(
  program: Program,
  state: RunState,
  ...[taskRunId, reads]: [taskRunId: string | undefined, reads: Reads]
): JsonObject {
  const node = taskRunId === undefined ? undefined : state.nodes[taskRunId]
  const scope = { ...executionScope(program.flow, state), ...(node ? taskScope(program, state, node) : {}) }
  const maps = () => ({ outputs: entriesOf(state, 'outputs', node), tasks: entriesOf(state, 'tasks', node) })
  if (reads.whole) return { ...scope, ...maps() }
  const seen: JsonObject = {}
  for (const steps of reads.names) {
    const around = { scope, state, node }
    if (steps[0] === 'iterations' && steps.length > 1) {
      const one = iterationRead(steps[1], around)
      if (one) put(seen, 'iterations', { ...iterationsIn(seen), [one.number]: one.value })
      continue
    }
    const path = resolved(steps, around)
    const [root, taskId, ...keys] = path
    if (root !== 'outputs' && root !== 'tasks') pick(scope, seen, path)
    else if (taskId === undefined) pick(maps(), seen, path)
    else pick({ [root]: entryOf(state, { node, kind: root, taskId, keys }) }, seen, path)
  }
  return seen
}

interface Around {
  scope: JsonObject
  state: RunState
  node: Node | undefined
}

/** The path with its keys in place; it ends before the first one that is not known. */
function resolved(steps: readonly ReadStep[], { scope, state, node }: Around): string[] {
  const path: string[] = []
  for (const step of steps) {
    if (typeof step === 'string') path.push(step)
    else if ('each' in step) path.push(...(node ? valuesAround(state, node) : []))
    else if ('iteration' in step) {
      const one = iterationRead(step, { scope, state, node })
      if (!one || !node) return path
      path.push(...valuesAround(state, node).slice(0, -1), one.value)
    } else {
      const key = at(scope, step.at)
      if (key === undefined) return path
      path.push(key)
    }
  }
  return path
}

/** Value and number of an iteration of the innermost loop. */
function iterationRead(
  step: ReadStep | undefined,
  { scope }: Around,
): { value: string; number: number } | undefined {
  if (typeof step !== 'object' || !('iteration' in step)) return undefined
  const own = Number(at(scope, ['taskrun', 'iteration']) ?? Number.NaN)
  const number = step.iteration === 'before' ? own - 1 : step.iteration
  const value = at(scope, ['iterations', String(number)])
  return value === undefined ? undefined : { value, number }
}

/** Those that another template of the same task run reads. */
function iterationsIn({ iterations }: JsonObject): JsonObject {
  return isMap(iterations) ? iterations : {}
}

function at(scope: JsonObject, path: readonly string[]): string | undefined {
  let value: Json | undefined = scope
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Array.isArray(value) ? value[Number(key)] : Object.hasOwn(value, key) ? value[key] : undefined
  }
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined
}

/** Takes one path over; where it goes on into a list, a reference or a secret, that travels whole. */
function pick(from: JsonObject, to: JsonObject, path: readonly string[]): void {
  const [key, ...rest] = path
  if (key === undefined || !Object.hasOwn(from, key)) return
  const value = from[key]
  if (value === undefined) return
  if (rest.length === 0 || !isMap(value) || isOpaque(value)) return put(to, key, value)
  const had = Object.hasOwn(to, key) ? to[key] : undefined
  if (had === value) return
  const into: JsonObject = isMap(had) ? had : {}
  if (into !== had) put(to, key, into)
  pick(value, into, rest)
}

function isOpaque({ type }: JsonObject): boolean {
  return type === 'reference' || type === 'aes_encrypted'
}
