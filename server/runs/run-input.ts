import type { RunStart } from '#engine/flow/advance/events.ts'
import type { Flow } from '#engine/flow/flow.ts'
import { limits } from '#engine/workflow/limits.ts'
import type { RunInput } from '#engine/workflow/messages.ts'
import { sizeOf } from '#engine/workflow/size.ts'

/** The input of an execution's first run, or of one that takes over what is `kept` of an earlier attempt. A small flow travels with it, which saves the worker a round trip. */
export function firstInput(flow: Flow, start: RunStart, kept = false): RunInput {
  const small = sizeOf(flow) <= limits.inlineFlowBytes
  return {
    executionId: start.executionId,
    generation: start.generation,
    namespace: flow.namespace,
    flowId: flow.id,
    flowRevision: flow.revision,
    seq: 0,
    from: { kind: 'start', start, ...(kept ? { kept } : {}) },
    ...(small ? { flow } : {}),
  }
}

/** The input of a run that goes on from what is stored: its workflow was lost. */
export function resumedInput(row: {
  id: string
  generation: number
  namespace: string
  flowId: string
  flowRevision: number
}): RunInput {
  const { id, generation, namespace, flowId, flowRevision } = row
  return {
    executionId: id,
    generation,
    namespace,
    flowId,
    flowRevision,
    seq: 0,
    from: { kind: 'stored', pending: [], interrupted: true },
  }
}
