import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { Prisma, type Tx } from '#server/db.ts'
import { AppError, type ErrorDetail } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'

interface Key {
  namespace: string
  id: string
}

/**
 * Deletes old revisions of a flow for good: all that are named, or none. The newest stays, and so does one that executions or
 * triggers still tell of, for what they show is read from it.
 * @throws AppError `forbidden`; `not-found` for a flow or a revision that there is not; `conflict` for one that must stay
 */
export async function deleteRevisions(actor: Actor, key: Key, revisions: readonly number[]): Promise<void> {
  const { namespace, id } = key
  demand(actor, 'flow:delete', { namespace })
  await transaction(async (tx) => {
    const flow = await lockFlow(tx, key)
    const numbers = [...new Set(revisions)].sort((a, b) => a - b)
    await refuseMissing(tx, key, numbers)
    const kept = await reasonsToStay(tx, key, { numbers, newest: flow.revision })
    if (kept.length > 0) {
      const [first] = kept
      throw new AppError('conflict', first?.message ?? '', { details: kept })
    }
    await tx.flowRevision.deleteMany({ where: { namespace, flowId: id, revision: { in: numbers } } })
    await audit(tx, actor, {
      action: 'flow:delete-revisions',
      subjectType: 'flow',
      subjectId: `${namespace}/${id}`,
      before: { revisions: numbers },
    })
    await announce(tx, [`flow:${namespace}/${id}`])
  })
}

/** While it is held no other revision becomes the newest. */
async function lockFlow(tx: Tx, { namespace, id }: Key): Promise<{ revision: number }> {
  const [flow] = await tx.$queryRaw<{ revision: number }[]>(Prisma.sql`
    SELECT revision FROM "Flow" WHERE namespace = ${namespace} AND id = ${id} FOR UPDATE`)
  if (!flow) throw new AppError('not-found', `There is no flow ${namespace}.${id}.`)
  return flow
}

async function refuseMissing(tx: Tx, { namespace, id }: Key, numbers: number[]): Promise<void> {
  const found = await tx.flowRevision.findMany({
    where: { namespace, flowId: id, revision: { in: numbers } },
    select: { revision: true },
  })
  const there = new Set(found.map(({ revision }) => revision))
  const missing = numbers.filter((number) => !there.has(number))
  if (missing.length > 0)
    throw new AppError('not-found', `The flow ${namespace}.${id} has no revision ${missing.join(', ')}.`)
}

interface Asked {
  numbers: number[]
  newest: number
}

async function reasonsToStay(tx: Tx, { namespace, id }: Key, asked: Asked): Promise<ErrorDetail[]> {
  const used = await tx.$queryRaw<{ revision: number; what: string }[]>(Prisma.sql`
    SELECT n AS revision, CASE
      WHEN EXISTS (SELECT 1 FROM "Execution" e
        WHERE e.namespace = ${namespace} AND e."flowId" = ${id} AND e."flowRevision" = n) THEN 'has executions: purge them first'
      WHEN EXISTS (SELECT 1 FROM "Trigger" t
        WHERE t.namespace = ${namespace} AND t."flowId" = ${id} AND t."flowRevision" = n) THEN 'is what a trigger starts'
      END AS what
    FROM unnest(${asked.numbers}::int[]) AS n`)
  return used.flatMap(({ revision, what }) => {
    const reason = revision === asked.newest ? 'is the newest' : what
    return reason ? [{ path: `revisions.${revision}`, message: `Revision ${revision} ${reason}.` }] : []
  })
}
