import { localText } from '#engine/flow/local-text.ts'
import type { LocalText } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { db, Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { titleFromId } from '#server/flows/words.ts'
import { namespacesOf } from '#server/people/can.ts'

/** A flow with approvals whose course somebody may look into. */
export interface InsightFlow {
  namespace: string
  flowId: string
  title: string
}

/** Flows that are offered to choose from. */
const most = 500

/**
 * Flows that ask people to decide and that the actor may look into: those of the namespaces in which they may read approvals, and
 * those whose flow names a group of theirs as its owner.
 */
export async function insightFlows(actor: Actor): Promise<InsightFlow[]> {
  const rows = await db.$queryRaw<{ namespace: string; flowId: string; name: LocalText | null }[]>`
    SELECT f.namespace, f.id AS "flowId", r.compiled->'displayName' AS name
    FROM "Flow" f JOIN "FlowRevision" r ON r.namespace = f.namespace AND r."flowId" = f.id AND r.revision = f.revision
    WHERE NOT f.deleted AND ${openTo(actor)} AND EXISTS (
      SELECT FROM "Execution" e JOIN "Approval" a ON a."executionId" = e.id
      WHERE e.namespace = f.namespace AND e."flowId" = f.id)
    ORDER BY f.namespace, f.id LIMIT ${most}`
  return rows.map(({ namespace, flowId, name }) => ({
    namespace,
    flowId,
    title: localText(name ?? undefined, actor.language) ?? titleFromId(flowId),
  }))
}

/** @throws AppError `not-found` for a flow that there is not, or whose approvals are not for the actor */
export async function demandInsight(
  actor: Actor,
  { namespace, flowId }: { namespace: string; flowId: string },
): Promise<void> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "Flow" f JOIN "FlowRevision" r ON r.namespace = f.namespace AND r."flowId" = f.id AND r.revision = f.revision
    WHERE f.namespace = ${namespace} AND f.id = ${flowId} AND NOT f.deleted AND ${openTo(actor)}`
  if (rows.length === 0)
    throw new AppError('not-found', 'There is no such flow, or it is not yours to look into.')
}

/** Whether there is anything for the actor to look into: by a role, or as one of a flow's owners. */
export async function hasInsight(actor: Actor): Promise<boolean> {
  const roots = namespacesOf(actor, 'approval:read')
  if (roots === 'all' || roots.length > 0) return true
  if (actor.groups.length === 0) return false
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "Flow" f JOIN "FlowRevision" r ON r.namespace = f.namespace AND r."flowId" = f.id AND r.revision = f.revision
    WHERE NOT f.deleted AND ${openTo(actor)} LIMIT 1`
  return rows.length > 0
}

function openTo(actor: Actor): Prisma.Sql {
  const roots = namespacesOf(actor, 'approval:read')
  if (roots === 'all') return Prisma.sql`TRUE`
  const ways = [
    Prisma.sql`FALSE`,
    ...roots.map((root) => Prisma.sql`f.namespace = ${root} OR starts_with(f.namespace, ${`${root}.`})`),
    // a token of a part of one's rights holds no more than that part
    ...(actor.scope ? [] : actor.groups.map(({ slug }) => Prisma.sql`r.compiled->>'owner' = ${slug}`)),
  ]
  return Prisma.sql`(${Prisma.join(ways, ' OR ')})`
}
