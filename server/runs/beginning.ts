import type { JsonObject } from '#engine/flow/flow.ts'
import type { RunStart } from '#engine/flow/advance/events.ts'
import type { RunInput } from '#engine/workflow/messages.ts'
import type { Execution } from '#generated/prisma/client.ts'
import { db, type Tx } from '#server/db.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { requesterColumns, storedRequester } from '#server/people/requester-of.ts'
import { firstInput } from './run-input.ts'

/** How the workflow of an execution begins that has stored nothing in its present generation. */
export async function beginningOf(row: Execution): Promise<RunInput> {
  const flow = await loadFlow(row.namespace, row.flowId, row.flowRevision)
  const kept = await db.taskRun.count({ where: { executionId: row.id, kept: { not: null } } })
  return firstInput(flow, await startOf(row), kept > 0)
}

/** As its workflow takes it. */
export async function startOf(row: Execution, tx: Tx = db): Promise<RunStart> {
  const person = row.createdById
    ? await tx.person.findUnique({
        where: { id: row.createdById },
        select: requesterColumns,
      })
    : null
  return {
    executionId: row.id,
    generation: row.generation,
    // what `start-execution` and `record-progress` wrote
    inputs: row.inputs as JsonObject,
    labels: row.labels as Record<string, string>,
    variables: (row.variables ?? {}) as JsonObject,
    semantics: row.semantics,
    round: row.round,
    rounds: row.rounds as JsonObject[],
    at: row.createdAt.getTime(),
    startedAt: row.createdAt.getTime(),
    ...(row.trigger ? { trigger: (row.trigger as { variables: JsonObject }).variables } : {}),
    ...(person ? { requester: storedRequester(person) } : {}),
    ...originOf(row),
  }
}

function originOf({ originalId, originStartedAt, attempt, createdAt }: Execution): Pick<RunStart, 'origin'> {
  if (originalId === null) return {}
  return { origin: { executionId: originalId, attempt, startedAt: (originStartedAt ?? createdAt).getTime() } }
}
