import type { State } from '#engine/flow/flow.ts'
import { Prisma, type Tx } from '#server/db.ts'
import { liveStates } from './live-states.ts'

/** Ends the task runs that an ended execution left open: after a forced end, nobody else would. */
export async function closeTaskRuns(tx: Tx, executionId: string, ended: State): Promise<void> {
  await tx.$executeRaw(closingOf(executionId, ended))
}

/** The same as a statement, for one that does more. */
export function closingOf(executionId: string, ended: State): Prisma.Sql {
  const state = ended === 'FAILED' ? 'FAILED' : ended === 'CANCELLED' ? 'CANCELLED' : 'KILLED'
  const now = new Date()
  const entry = JSON.stringify([{ state, date: now.toISOString() }])
  return Prisma.sql`
    UPDATE "TaskRun" SET state = ${state}, "endedAt" = ${now}, node = NULL, histories = histories || ${entry}::jsonb
    WHERE "executionId" = ${executionId} AND state IN (${Prisma.join(liveStates)})`
}
