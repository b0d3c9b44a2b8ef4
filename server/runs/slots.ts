import type { State } from '#engine/flow/flow.ts'
import { Prisma, type Tx } from '#server/db.ts'
import { lockedColumns, type LockedExecution } from './locked-execution.ts'

export interface FlowKey {
  namespace: string
  flowId: string
}

/** States in which an execution holds one of its flow's slots. */
export const slotStates = ['RUNNING', 'PAUSED', 'RETRYING', 'RESTARTED', 'KILLING'] as const satisfies State[]

/** From here to the end of the transaction nobody else counts the flow's slots. Taken last: a start holds other rows by then. */
export async function lockSlots(tx: Tx, { namespace, flowId }: FlowKey): Promise<void> {
  const key = `slots:${namespace}/${flowId}`
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`
}

export interface Slots {
  running: number
  queued: number
  /** Of the flow's newest revision; undefined: it has none any more. */
  limit?: number
}

/** How many hold a slot, and how many wait for one: counted, never kept. */
export async function countSlots(tx: Tx, { namespace, flowId }: FlowKey): Promise<Slots> {
  const [row] = await tx.$queryRaw<{ running: number; queued: number; limit: number | null }[]>(Prisma.sql`
    SELECT
      (SELECT count(*)::int FROM "Execution" WHERE namespace = ${namespace} AND "flowId" = ${flowId}
        AND state IN (${Prisma.join(slotStates)})) AS running,
      (SELECT count(*)::int FROM "Execution" WHERE namespace = ${namespace} AND "flowId" = ${flowId}
        AND state = 'QUEUED') AS queued,
      (SELECT (r.compiled #>> '{concurrency,limit}')::int FROM "Flow" f
        JOIN "FlowRevision" r ON r.namespace = f.namespace AND r."flowId" = f.id AND r.revision = f.revision
        WHERE f.namespace = ${namespace} AND f.id = ${flowId}) AS limit`)
  const { running = 0, queued = 0, limit } = row ?? {}
  return { running, queued, ...(typeof limit === 'number' ? { limit } : {}) }
}

/**
 * Those who wait and for whom there is room now, the oldest first, locked. One that somebody else holds (it is being killed)
 * is passed over: where that leaves a slot free the sweep gives it away.
 */
export async function nextInLine(tx: Tx, flow: FlowKey): Promise<LockedExecution[]> {
  await lockSlots(tx, flow)
  const { running, queued, limit } = await countSlots(tx, flow)
  const room = limit === undefined ? queued : Math.min(limit - running, queued)
  if (room <= 0) return []
  return tx.$queryRaw<LockedExecution[]>(Prisma.sql`
    SELECT ${lockedColumns} FROM "Execution"
    WHERE namespace = ${flow.namespace} AND "flowId" = ${flow.flowId} AND state = 'QUEUED'
    ORDER BY "createdAt", id LIMIT ${room} FOR UPDATE SKIP LOCKED`)
}
