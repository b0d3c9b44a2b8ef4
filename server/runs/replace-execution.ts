import { semantics } from '#engine/flow/advance/semantics.ts'
import type { Fact } from '#engine/flow/advance/facts.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { Execution } from '#generated/prisma/client.ts'
import type { Tx } from '#server/db.ts'
import { loadFlowIn } from '#server/flows/load-flow.ts'
import { refreshRequest } from '#server/requests/refresh-request.ts'
import { insertExecution, type ChildPlace, type StartedBy } from './insert-execution.ts'
import type { LockedExecution } from './locked-execution.ts'
import { newExecutionId } from './new-id.ts'

type Successor = NonNullable<Extract<Fact, { kind: 'execution' }>['successor']>

/**
 * Inserts the execution that begins in place of one that ended as RETRIED: the same inputs, labels and request, from the
 * flow's first task. Part of the transaction that ends the other.
 */
export async function replaceExecution(
  tx: Tx,
  row: LockedExecution,
  { at, origin }: Successor,
): Promise<void> {
  const old = await tx.execution.findUniqueOrThrow({ where: { id: row.id } })
  const flow = await loadFlowIn(tx, old)
  const executionId = newExecutionId()
  // what insertExecution wrote
  const trigger = (old.trigger ?? undefined) as StartedBy | undefined
  await insertExecution(tx, {
    flow,
    start: {
      executionId,
      generation: 1,
      inputs: old.inputs as JsonObject,
      labels: old.labels as Record<string, string>,
      variables: flow.variables,
      semantics,
      trigger: trigger?.variables,
      origin,
      at: Date.now(),
    },
    requestId: old.requestId ?? undefined,
    createdById: old.createdById ?? undefined,
    trigger,
    replaces: old.id,
    scheduleDate: new Date(at),
    child: placeOf(old),
  })
  // the task run that waits hears of the new one's end instead
  if (old.parentTold !== null)
    await tx.execution.update({ where: { id: old.id }, data: { parentTold: null } })
  if (old.requestId === null) return
  await tx.request.updateMany({
    where: { id: old.requestId, currentExecutionId: old.id },
    data: { currentExecutionId: executionId },
  })
  await refreshRequest(tx, executionId)
}

function placeOf({
  parentTaskRunId,
  parentAttempt,
  iteration,
  depth,
  parentTold,
}: Execution): ChildPlace | undefined {
  if (parentTaskRunId === null || parentAttempt === null) return undefined
  return {
    taskRunId: parentTaskRunId,
    attempt: parentAttempt,
    iteration: iteration ?? undefined,
    depth,
    waited: parentTold !== null,
  }
}
