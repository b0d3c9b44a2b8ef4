import type { Json, JsonObject } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { loadReferences } from '#server/files/references.ts'

const page = 200

/** Outputs of the executions that a task run started, in order, those of the newest attempt. */
export async function* childOutputs(executionId: string, parentTaskRunId: string): AsyncIterable<JsonObject> {
  const ofRun = { triggerExecutionId: executionId, parentTaskRunId }
  const newest = await db.execution.aggregate({ where: ofRun, _max: { parentAttempt: true } })
  let after: number | undefined = -1
  while (after !== undefined) {
    const rows: { id: string; iteration: number | null; outputs: unknown }[] = await db.execution.findMany({
      where: { ...ofRun, parentAttempt: newest._max.parentAttempt, iteration: { gt: after } },
      orderBy: { iteration: 'asc' },
      take: page,
      select: { id: true, iteration: true, outputs: true },
    })
    for (const { id, outputs } of rows)
      if (outputs !== null) yield (await loadReferences(outputs as Json, id)) as JsonObject
    after = rows.length < page ? undefined : (rows.at(-1)?.iteration ?? undefined)
  }
}
