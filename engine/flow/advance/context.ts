import type { Flow, Json, JsonObject, Reads } from '../flow.ts'
import { entriesOf, entryOf } from './remember.ts'
import { taskOf } from './task-index.ts'
import type { Node, Program, RunState } from './types.ts'

/**
 * The variables that a template may see, and of these only what `reads` names. Values are those of the state, not copies:
 * references to the file store and encrypted values stay what they are, whole, for the host to open.
 * @param taskRunId an open task run, in whose scope it is; undefined: the execution's own scope
 */
export function visibleContext(
  program: Program,
  state: RunState,
  ...[taskRunId, reads]: [taskRunId: string | undefined, reads: Reads]
): JsonObject {
  const node = taskRunId === undefined ? undefined : state.nodes[taskRunId]
  const { context } = state
  const scope = { ...executionScope(program.flow, state), ...(node ? taskScope(program, state, node) : {}) }
  const maps = () => ({ outputs: entriesOf(context, 'outputs'), tasks: entriesOf(context, 'tasks') })
  if (reads.whole) return { ...scope, ...maps() }
  const seen: JsonObject = {}
  for (const path of reads.names) {
    const [root, key] = path
    if (root !== 'outputs' && root !== 'tasks') pick(scope, seen, path)
    else pick(key === undefined ? maps() : { [root]: entryOf(context, root, key) }, seen, path)
  }
  return seen
}

function executionScope(flow: Flow, state: RunState): JsonObject {
  const { inputs, variables, labels, trigger, requester, rounds, startedAt } = state.context
  return {
    flow: flowOf(flow),
    execution: {
      id: state.executionId,
      startDate: isoOf(startedAt),
      state: state.status,
      originalId: state.executionId,
    },
    inputs,
    vars: variables,
    labels: nested(labels),
    ...(trigger ? { trigger } : {}),
    ...(requester ? { requester } : {}),
    rounds: rounds.map((round) => ({ inputs: round })),
  }
}

function flowOf({ id, namespace, revision }: Flow): JsonObject {
  return { id, namespace, revision }
}

function taskScope(program: Program, state: RunState, node: Node): JsonObject {
  const ancestors = ancestorsOf(state, node)
  const parents = ancestors.filter(({ value }) => value !== undefined).map(scopeOfParent)
  const nearest = ancestors[0]
  return {
    task: { id: node.taskId, type: taskOf(program.flow, node.taskId).type },
    taskrun: taskrunOf(node),
    ...(nearest ? { parent: scopeOfParent(nearest) } : {}),
    ...(parents.length > 0 ? { parents } : {}),
  }
}

/** From the nearest one outwards. */
function ancestorsOf(state: RunState, node: Node): Node[] {
  const found: Node[] = []
  for (let id = node.parentId; id !== undefined;) {
    const parent: Node | undefined = state.nodes[id]
    if (!parent) break
    found.push(parent)
    id = parent.parentId
  }
  return found
}

function scopeOfParent(node: Node): JsonObject {
  return { taskrun: taskrunOf(node), ...(node.outputs ? { outputs: node.outputs } : {}) }
}

function taskrunOf({
  id,
  startedAt,
  attempts,
  attempt,
  parentId,
  value,
  iteration,
  state,
  waits,
}: Node): JsonObject {
  // an attempt counts when it has ended
  const ended = attempts?.filter(({ endedAt }) => endedAt !== undefined).length ?? Math.max(attempt - 1, 0)
  return {
    id,
    attemptsCount: ended,
    ...(startedAt === undefined ? {} : { startDate: isoOf(startedAt) }),
    ...(parentId === undefined ? {} : { parentId }),
    ...(value === undefined ? {} : { value }),
    ...(iteration === undefined ? {} : { iteration }),
    state: waits === 'render' && attempt === 0 ? 'CREATED' : state,
  }
}

/** `{'system.app': 'x'}` is read as `labels.system.app`. */
function nested(labels: Readonly<Record<string, string>>): JsonObject {
  const tree: JsonObject = {}
  for (const [key, value] of Object.entries(labels)) {
    define(tree, key, value)
    const [head, ...rest] = key.split('.')
    if (head === undefined || rest.length === 0) continue
    let at = branchOf(tree, head)
    for (const part of rest.slice(0, -1)) at = branchOf(at, part)
    define(at, rest.at(-1) ?? '', value)
  }
  return tree
}

function branchOf(tree: JsonObject, key: string): JsonObject {
  const own = Object.hasOwn(tree, key) ? tree[key] : undefined
  if (isPlain(own)) return own
  const made: JsonObject = {}
  define(tree, key, made)
  return made
}

/** Takes one path over; where it goes on into a list, a reference or a secret, that travels whole. */
function pick(from: JsonObject, to: JsonObject, path: readonly string[]): void {
  const [key, ...rest] = path
  if (key === undefined || !Object.hasOwn(from, key)) return
  const value = from[key]
  if (value === undefined) return
  if (rest.length === 0 || !isPlain(value) || isOpaque(value)) return define(to, key, value)
  const had = Object.hasOwn(to, key) ? to[key] : undefined
  if (had === value) return
  const into: JsonObject = isPlain(had) ? had : {}
  if (into !== had) define(to, key, into)
  pick(value, into, rest)
}

function isPlain(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isOpaque({ type }: JsonObject): boolean {
  return type === 'reference' || type === 'aes_encrypted'
}

/** A key such as `__proto__` is a key like any other. */
function define(target: JsonObject, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}

function isoOf(at: number): string {
  return new Date(at).toISOString()
}
