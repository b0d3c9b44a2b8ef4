import type { KeptRun } from '#engine/flow/advance/keep.ts'
import { Prisma, type Tx } from '#server/db.ts'
import { storable } from './storable.ts'

/** Deliveries of a worker count from 1: lines of a task run that is gone are kept below, out of the way of its next life. */
const aside = 1_000_000

/** Marks what the next generation takes over of an execution's own task runs, and removes what it plays again from the start. */
export async function takeOver(
  tx: Tx,
  executionId: string,
  plan: { kept: readonly KeptRun[]; dropped: readonly string[]; at: number },
): Promise<void> {
  const { kept, dropped, at } = plan
  if (dropped.length > 0) {
    const ids = Prisma.join([...dropped])
    await tx.$executeRaw(Prisma.sql`
      UPDATE "Log" SET delivery = delivery - ${aside} WHERE "taskRunId" IN (${ids}) AND delivery > 0`)
    await tx.$executeRaw(Prisma.sql`DELETE FROM "TaskRun" WHERE id IN (${ids})`)
  }
  // of an attempt before that one, in a round before this one
  await tx.taskRun.updateMany({ where: { executionId, kept: { not: null } }, data: { kept: null } })
  const entries = kept.map(({ id, as, state, attempts, outputs }) => ({ id, as, state, attempts, outputs }))
  const date = new Date(at).toISOString()
  await tx.$executeRaw(Prisma.sql`
    UPDATE "TaskRun" t SET kept = k."as", state = k.state, attempts = NULLIF(k.attempts, 'null'), node = NULL,
      outputs = CASE WHEN k."as" = 'again' THEN NULL ELSE t.outputs END,
      message = CASE WHEN k."as" = 'done' THEN t.message END,
      "endedAt" = CASE WHEN k."as" = 'done' THEN t."endedAt" END,
      histories = CASE WHEN t.state = k.state AND k."as" = 'done' THEN t.histories
        ELSE t.histories || jsonb_build_array(jsonb_build_object('state', k.state, 'date', ${date}::text)) END
    FROM jsonb_to_recordset(${storable(entries)}::jsonb) AS k(id text, "as" text, state text, attempts jsonb)
    WHERE t.id = k.id AND t."executionId" = ${executionId}`)
}
