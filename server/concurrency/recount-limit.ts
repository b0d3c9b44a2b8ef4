import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { admitNext } from '#server/runs/transition.ts'
import { transaction } from '#server/transaction.ts'
import { limitsOf } from './limits.ts'
import type { LimitView } from './view.ts'

/**
 * Counts a flow's slots anew and gives the free ones to those who wait. The number is never kept, so it cannot be set: one that
 * is not what was counted is refused.
 * @throws AppError `forbidden`; `not-found` where the flow has no limit; `invalid` with the true number
 */
export async function recountLimit(
  actor: Actor,
  key: { namespace: string; flowId: string },
  expected: number | undefined,
): Promise<LimitView> {
  const { namespace, flowId } = key
  demand(actor, 'flow:write', { namespace })
  return transaction(async (tx) => {
    await admitNext(tx, key)
    const [limit] = await limitsOf(tx, Prisma.sql`f.namespace = ${namespace} AND f.id = ${flowId}`)
    if (!limit)
      throw new AppError('not-found', `The flow ${flowId} in ${namespace} has no concurrency limit.`)
    if (expected !== undefined && expected !== limit.running) {
      const message = `must be ${limit.running}: running executions are counted, the number cannot be set`
      throw new AppError('invalid', message, { details: [{ path: 'running', message }] })
    }
    await audit(tx, actor, {
      action: 'flow:recount',
      subjectType: 'flow',
      subjectId: `${namespace}/${flowId}`,
      after: { running: limit.running, queued: limit.queued },
    })
    return limit
  })
}
