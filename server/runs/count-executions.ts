import type { CountQuery, FlowCount } from '#engine/catalog/execution-host.ts'
import type { Actor } from '#server/actor.ts'
import { db, Prisma } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import { timeOf } from './purge-reach.ts'

/**
 * How many executions began in a time, by flow: first the flows that are named, in their order, then those of the namespaces.
 * @throws AppError `not-found`, `forbidden`
 */
export async function countExecutions(actor: Actor, query: CountQuery): Promise<FlowCount[]> {
  const { flows = [], namespaces = [] } = query
  for (const namespace of [...flows.map((flow) => flow.namespace), ...namespaces])
    demand(actor, 'execution:read', { namespace })
  const rows = await countRows(query)
  const keyOf = (flow: { namespace: string; flowId: string }) => `${flow.namespace}/${flow.flowId}`
  const counts = new Map(rows.map((row) => [keyOf(row), row]))
  const named = flows.map(({ namespace, flowId }) => ({
    namespace,
    flowId,
    count: counts.get(keyOf({ namespace, flowId }))?.count ?? 0,
  }))
  const known = new Set(named.map(keyOf))
  return [...named, ...rows.filter((row) => !known.has(keyOf(row)))]
}

async function countRows(query: CountQuery): Promise<FlowCount[]> {
  const { flows = [], namespaces = [], states } = query
  const places = [
    ...flows.map((flow) => Prisma.sql`(namespace = ${flow.namespace} AND "flowId" = ${flow.flowId})`),
    ...namespaces.map((namespace) => Prisma.sql`namespace = ${namespace}`),
  ]
  if (places.length === 0 || states?.length === 0) return []
  const state = states ? Prisma.sql`state IN (${Prisma.join([...states])})` : Prisma.sql`TRUE`
  return db.$queryRaw<FlowCount[]>`
    SELECT namespace, "flowId", count(*)::int AS count FROM "Execution"
    WHERE (${Prisma.join(places, ' OR ')}) AND ${state} AND ${timeOf(Prisma.sql`"createdAt"`, query)}
    GROUP BY namespace, "flowId" ORDER BY namespace, "flowId"`
}
