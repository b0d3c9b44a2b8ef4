import type { JsonObject } from '../flow.ts'
import { iterationsAround } from './iterations-around.ts'
import { gatheredAt } from './loop.ts'
import { taskOf } from './task-index.ts'
import type { Node, RunState } from './state.ts'
import type { Program } from './types.ts'

/** What a template of a task run sees besides; of an iteration, what its loop asks when it is over. */
export function taskScope(program: Program, state: RunState, node: Node): JsonObject {
  const own = node.iterationOf && node.parentId !== undefined ? (state.nodes[node.parentId] ?? node) : node
  const parents = ancestorsOf(state, own)
    .map((parent) => scopeOfParent(state, parent))
    .filter((parent) => Object.keys(parent).length > 0)
  const item = itemOf(state, node)
  const outer = own.parentId === undefined ? undefined : state.nodes[own.parentId]
  return {
    task: { id: own.taskId, type: taskOf(program.flow, own.taskId).type },
    taskrun: taskrunOf(state, own),
    ...(outer?.inner ? { workerTaskrun: taskrunOf(state, outer) } : {}),
    ...(parents[0] ? { parent: parents[0], parents } : {}),
    ...(item ? { item } : {}),
    ...iterationsOf(state, node),
    ...(node.iterationOf ? { iteration: iterationOf(state, node) } : {}),
  }
}

/** Task runs around, from the nearest one outwards. */
function ancestorsOf(state: RunState, node: Node): Node[] {
  const found: Node[] = []
  for (let id = node.parentId; id !== undefined;) {
    const parent: Node | undefined = state.nodes[id]
    if (!parent) break
    if (!parent.iterationOf) found.push(parent)
    id = parent.parentId
  }
  return found
}

/** Nothing, where the task run has neither a value nor outputs. */
function scopeOfParent(state: RunState, parent: Node): JsonObject {
  const { outputs } = parent
  const value = nameOf(state, parent)
  return {
    ...(value === undefined ? {} : { taskrun: { value } }),
    ...(outputs && Object.keys(outputs).length > 0 ? { outputs } : {}),
  }
}

/** The value of its iteration, where that names outputs; where iterations have their own it is `item.value`. */
function nameOf(state: RunState, { parentId, value }: Node): string | undefined {
  const parent = parentId === undefined ? undefined : state.nodes[parentId]
  // an inner task run is where the one around it is
  if (parent?.inner) return nameOf(state, parent)
  return parent?.iterationOf === 'value' ? value : undefined
}

function taskrunOf(state: RunState, node: Node): JsonObject {
  const { id, startedAt, attempts, attempt, iteration, waits } = node
  const value = nameOf(state, node)
  const parent = node.parentId === undefined ? undefined : state.nodes[node.parentId]
  const parentId = parent?.iterationOf ? parent.parentId : node.parentId
  // an attempt counts when it has ended
  const ended = attempts?.filter(({ endedAt }) => endedAt !== undefined).length ?? Math.max(attempt - 1, 0)
  return {
    id,
    attemptsCount: ended,
    ...(startedAt === undefined ? {} : { startDate: new Date(startedAt).toISOString() }),
    ...(parentId === undefined ? {} : { parentId }),
    ...(value === undefined ? {} : { value }),
    ...(iteration === undefined ? {} : { iteration }),
    state: waits === 'render' && attempt === 0 ? 'CREATED' : node.state,
  }
}

/** Value, index and key of the innermost loop over values, and of the loops around it. */
function itemOf(state: RunState, node: Node): JsonObject | undefined {
  const items = Array.from(iterationsAround(state, node))
    .filter(({ value }) => value !== undefined)
    .map(({ value = '', iteration = 0, parentId = '' }): JsonObject => {
      const key = state.loops?.[parentId]?.keys?.[iteration]
      return { value, index: iteration, ...(key === undefined ? {} : { key }) }
    })
  const [own, ...parents] = items
  return own && { ...own, ...(parents[0] ? { parent: parents[0], parents } : {}) }
}

/** Values of the innermost loop, in the order of its iterations: for `iterationOutput()`, and no other use. */
function iterationsOf(state: RunState, node: Node): JsonObject {
  const [innermost] = iterationsAround(state, node)
  const values = innermost && state.loops?.[innermost.parentId ?? '']?.values
  return values ? { iterations: values } : {}
}

/** Of an iteration that has ended. */
function iterationOf(state: RunState, { walk, parentId = '', iteration = 0 }: Node): JsonObject {
  return {
    executionId: state.executionId,
    state: walk?.result ?? 'SUCCESS',
    outputs: gatheredAt(state, parentId, iteration) ?? {},
  }
}
