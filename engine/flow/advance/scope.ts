import type { Flow, JsonObject } from '../flow.ts'
import { isMap, ownOf, put } from './entries.ts'
import type { RunState } from './state.ts'

/** What every template of an execution sees, but `outputs` and `tasks`. */
export function executionScope(flow: Flow, state: RunState): JsonObject {
  const { inputs, variables, labels, trigger, requester, rounds, startedAt } = state.context
  return {
    flow: flowOf(flow),
    execution: {
      id: state.executionId,
      startDate: isoOf(startedAt),
      state: state.status,
      originalId: state.origin?.executionId ?? state.executionId,
    },
    // as in Kestra: what has no inputs has no `inputs`
    ...(Object.keys(inputs).length > 0 ? { inputs } : {}),
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

/** `{'system.app': 'x'}` is read as `labels.system.app`. */
function nested(labels: Readonly<Record<string, string>>): JsonObject {
  const tree: JsonObject = {}
  for (const [key, value] of Object.entries(labels)) {
    put(tree, key, value)
    const [head, ...rest] = key.split('.')
    if (head === undefined || rest.length === 0) continue
    let at = branchOf(tree, head)
    for (const part of rest.slice(0, -1)) at = branchOf(at, part)
    put(at, rest.at(-1) ?? '', value)
  }
  return tree
}

function branchOf(tree: JsonObject, key: string): JsonObject {
  const own = ownOf(tree, key)
  if (isMap(own)) return own
  const made: JsonObject = {}
  put(tree, key, made)
  return made
}

function isoOf(at: number): string {
  return new Date(at).toISOString()
}
