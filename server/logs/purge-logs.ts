import type { LogPurge } from '#engine/catalog/execution-host.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db, Prisma } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import { placeOf, timeOf } from '#server/runs/purge-reach.ts'
import { transaction } from '#server/transaction.ts'

export interface LogPurgeCall extends LogPurge {
  /** Namespace that all of it lies in or below; undefined: everywhere. */
  within?: string
  /** Flow that asks for it, for the audit. */
  by: string
  /** Looked at between two batches. */
  signal: AbortSignal
}

const batch = 5_000

/** Removes lines of logs. @returns how many @throws AppError `forbidden` */
export async function purgeLogs(actor: Actor, purge: LogPurgeCall): Promise<number> {
  demand(actor, 'log:delete', { namespace: purge.namespace ?? purge.within })
  let lines = 0
  for (let removed = batch; removed === batch; lines += removed) {
    purge.signal.throwIfAborted()
    removed = await removeBatch(purge)
  }
  if (lines > 0)
    await transaction((tx) =>
      audit(tx, actor, { action: 'log:purge', subjectType: 'flow', subjectId: purge.by, after: { lines } }),
    )
  return lines
}

function removeBatch(purge: LogPurgeCall): Promise<number> {
  const { levels } = purge
  const level = levels ? Prisma.sql`level IN (${Prisma.join([...levels])})` : Prisma.sql`TRUE`
  return db.$executeRaw`
    DELETE FROM "Log" WHERE ("taskRunId", attempt, delivery, line) IN (
      SELECT "taskRunId", attempt, delivery, line FROM "Log"
      WHERE ${timeOf(Prisma.sql`timestamp`, purge)} AND ${placeOf(purge)} AND ${level}
      LIMIT ${batch})`
}
