import type { KeptRun, RecordedRun } from '#engine/flow/advance/keep.ts'
import type { Attempt } from '#engine/flow/advance/state.ts'
import type { JsonObject, State } from '#engine/flow/flow.ts'
import type { KeptRef, StatePart } from '#engine/workflow/messages.ts'
import type { TaskRun } from '#generated/prisma/client.ts'
import { db, type Tx } from '#server/db.ts'
import { partOf } from './state-part.ts'

/** What a row of a task run says, as the interpreter reads it. */
export function recordedRun(row: TaskRun): RecordedRun {
  return {
    id: row.id,
    taskId: row.taskId,
    parentId: row.parentId ?? undefined,
    value: row.value ?? undefined,
    iteration: row.iteration ?? undefined,
    round: row.round,
    lastRound: row.lastRound ?? undefined,
    position: row.position,
    state: row.state as State,
    // written by `record-task-runs`, as these two are
    attempts: row.attempts as Attempt[] | null,
    outputs: (row.outputs ?? undefined) as JsonObject | undefined,
    message: row.message ?? undefined,
    startedAt: row.startedAt?.getTime(),
  }
}

/** Task runs that an earlier attempt at the execution left, as they were planned to be taken over. */
export async function keptRuns(tx: Tx, executionId: string): Promise<KeptRun[]> {
  const rows = await tx.taskRun.findMany({
    where: { executionId, kept: { not: null } },
    orderBy: { position: 'asc' },
  })
  return rows.map((row) => ({ ...recordedRun(row), as: row.kept as KeptRun['as'] }))
}

/** The kept task runs in parts, each small enough for one answer. */
export async function loadKept({ executionId, part }: KeptRef): Promise<StatePart> {
  return partOf(JSON.stringify(await keptRuns(db, executionId)), part)
}
