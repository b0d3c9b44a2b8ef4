import type { PurgeCall, PurgeCount } from '#engine/catalog/execution-host.ts'
import { isTerminal, states } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db, Prisma, type Tx } from '#server/db.ts'
import { announce } from '#server/events.ts'
import { deleteFiles, removeBytes } from '#server/files/delete-files.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { liveStates } from './live-states.ts'
import { placeOf, timeOf } from './purge-reach.ts'

export interface ExecutionPurge extends PurgeCall {
  /** Namespace that all of it lies in or below; undefined: everywhere. */
  within?: string
  /** Flow that asks for it, for the audit. */
  by: string
  /** Looked at between two batches. */
  signal: AbortSignal
}

interface Found {
  id: string
  createdAt: Date
}

const ended = states.filter((state) => isTerminal(state))

/**
 * Removes executions that have ended, or parts of them, oldest first; one whose parent still goes on stays.
 * @throws AppError `forbidden`
 */
export async function purgeExecutions(actor: Actor, purge: ExecutionPurge): Promise<PurgeCount> {
  demand(actor, 'execution:delete', { namespace: purge.namespace ?? purge.within })
  const total: PurgeCount = { executions: 0, taskRuns: 0, logs: 0, metrics: 0, files: 0 }
  let last: Found | undefined
  for (;;) {
    purge.signal.throwIfAborted()
    const batch = await nextBatch(purge, last)
    const count = await removeBatch(
      actor,
      purge,
      batch.map(({ id }) => id),
    )
    for (const part of ['executions', 'taskRuns', 'logs', 'metrics', 'files'] as const)
      total[part] += count[part]
    if (batch.length < purge.batchSize) return total
    last = batch.at(-1)
  }
}

function nextBatch(purge: ExecutionPurge, last: Found | undefined): Promise<Found[]> {
  const wanted = purge.states?.filter((state) => isTerminal(state)) ?? ended
  const after = last ? Prisma.sql`(e."createdAt", e.id) > (${last.createdAt}, ${last.id})` : Prisma.sql`TRUE`
  return db.$queryRaw<Found[]>`
    SELECT e.id, e."createdAt" FROM "Execution" e
    WHERE e.state IN (${Prisma.join(wanted.length > 0 ? wanted : [''])}) AND NOT e."playsAfter"
      AND ${timeOf(Prisma.sql`e."createdAt"`, purge)} AND ${placeOf(purge)} AND ${after}
      AND NOT EXISTS (
        SELECT 1 FROM "Execution" p
        WHERE p.id = e."triggerExecutionId" AND e."parentTaskRunId" IS NOT NULL
          AND (p."playsAfter" OR p.state IN (${Prisma.join(liveStates)})))
    ORDER BY e."createdAt", e.id LIMIT ${purge.batchSize}`
}

async function removeBatch(actor: Actor, purge: ExecutionPurge, ids: string[]): Promise<PurgeCount> {
  const none: PurgeCount = { executions: 0, taskRuns: 0, logs: 0, metrics: 0, files: 0 }
  if (ids.length === 0) return none
  const { count, gone } = await transaction(async (tx) => {
    const removed = await removeRows(tx, purge.parts, ids)
    const after = { ...removed.count, of: ids.length }
    await audit(tx, actor, { action: 'execution:purge', subjectType: 'flow', subjectId: purge.by, after })
    await announce(tx, ['runs', ...ids.map((id) => `execution:${id}`)])
    return removed
  })
  await removeBytes(gone)
  return count
}

async function removeRows(
  tx: Tx,
  parts: ExecutionPurge['parts'],
  ids: string[],
): Promise<{ count: PurgeCount; gone: string[] }> {
  const where = { executionId: { in: ids } }
  // an execution that stays still shows its outputs, of which the big ones are files
  const gone = parts.files ? await deleteFiles(tx, ids, { keepValues: !parts.executions }) : []
  const logs = parts.logs ? (await tx.log.deleteMany({ where })).count : 0
  const metrics = parts.metrics ? (await tx.metric.deleteMany({ where })).count : 0
  const taskRuns = parts.executions ? (await tx.taskRun.deleteMany({ where })).count : 0
  const executions = parts.executions
    ? (await tx.execution.deleteMany({ where: { id: { in: ids } } })).count
    : 0
  return { count: { executions, taskRuns, logs, metrics, files: gone.length }, gone }
}
