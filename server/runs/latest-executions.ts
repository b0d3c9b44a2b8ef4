import type { State } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { db, Prisma } from '#server/db.ts'
import { can, demand } from '#server/people/can.ts'

interface FlowKey {
  namespace: string
  id: string
}

/** Kestra's shape of the newest execution of a flow. */
export interface LatestExecution {
  id: string
  namespace: string
  flowId: string
  startDate: string
  status: State
}

/** The newest execution of each of these flows, as far as there is one that the actor may see; one probe of an index each. */
export async function latestExecutions(actor: Actor, flows: readonly FlowKey[]): Promise<LatestExecution[]> {
  const seen = flows.filter(({ namespace }) => can(actor, 'execution:read', { namespace }))
  if (seen.length === 0) return []
  const keys = seen.map(({ namespace, id }) => Prisma.sql`(${namespace}::text, ${id}::text)`)
  const rows = await db.$queryRaw<
    { id: string; namespace: string; flowId: string; createdAt: Date; state: State }[]
  >(Prisma.sql`
    SELECT e.id, e.namespace, e."flowId", e."createdAt", e.state
    FROM (SELECT DISTINCT * FROM (VALUES ${Prisma.join(keys)}) AS given(namespace, "flowId")) AS k
    CROSS JOIN LATERAL (SELECT * FROM "Execution" x
      WHERE x.namespace = k.namespace AND x."flowId" = k."flowId" ORDER BY x."createdAt" DESC, x.id LIMIT 1) AS e`)
  return rows.map(({ createdAt, state, ...row }) => ({
    ...row,
    startDate: createdAt.toISOString(),
    status: state,
  }))
}

/** Executions that an average is made of at most. */
const recent = 100

/**
 * How long the newest executions of a flow that succeeded took from their creation to their end; at most 100, of the last 30 days.
 * @returns `avgDurationMs` only where there are any
 * @throws AppError `forbidden`, `not-found`
 */
export async function averageDuration(
  actor: Actor,
  { namespace, id }: FlowKey,
): Promise<{ avgDurationMs?: number; count: number }> {
  demand(actor, 'execution:read', { namespace })
  const [row] = await db.$queryRaw<{ average: number | null; count: bigint }[]>(Prisma.sql`
    SELECT (avg(extract(epoch FROM "endedAt" - "createdAt")) * 1000)::float8 AS average, count(*) AS count FROM (
      SELECT "createdAt", "endedAt" FROM "Execution"
      WHERE namespace = ${namespace} AND "flowId" = ${id} AND state IN ('SUCCESS', 'WARNING') AND "endedAt" IS NOT NULL
        AND "createdAt" > now() - interval '30 days'
      ORDER BY "createdAt" DESC LIMIT ${recent}) AS newest`)
  const average = row?.average ?? undefined
  return {
    ...(average === undefined ? {} : { avgDurationMs: Math.round(average) }),
    count: Number(row?.count ?? 0),
  }
}
