import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { can } from '#server/people/can.ts'
import { beginEnd, goOnEnding } from '#server/runs/kill-execution.ts'
import { lockExecution } from '#server/runs/locked-execution.ts'
import { transaction } from '#server/transaction.ts'
import { findRequest, type FoundRequest } from './find-request.ts'
import { isClosed } from './outcome.ts'
import { isDecided } from './relations.ts'
import { outcomeFrom } from './rows.ts'
import { tellWithdrawn } from './tell-outcome.ts'

/**
 * Takes a request back, until the first decision of its present round. Its execution is ended.
 * @throws AppError `not-found`, `forbidden`, `conflict` where it is closed or somebody has decided
 */
export async function withdrawRequest(actor: Actor, id: string): Promise<void> {
  const request = await findRequest(actor, id)
  const { namespace, requesterId } = request
  if (!can(actor, 'request:withdraw', { namespace, requesterId })) {
    throw new AppError('forbidden', 'Only who made the request can withdraw it.')
  }
  const { currentExecutionId } = request
  const command = { by: actor.id, outcome: 'CANCELLED', reason: 'withdrawn by the requester' } as const
  const begun = await transaction(async (tx) => {
    // a vote is recorded under the same lock, so it is counted or comes too late
    await lockExecution(tx, currentExecutionId)
    await refuseLate(tx, request)
    const now = new Date()
    await tx.request.update({ where: { id }, data: { outcome: 'WITHDRAWN', closedAt: now, updatedAt: now } })
    await audit(tx, actor, {
      action: 'request:withdraw',
      subjectType: 'request',
      subjectId: id,
      before: { outcome: request.outcome },
      after: { outcome: 'WITHDRAWN' },
    })
    await tellWithdrawn(tx, request)
    await announce(tx, [`request:${id}`, `requests:${request.requesterId}`])
    return beginEnd(tx, actor, currentExecutionId, command)
  })
  await goOnEnding(begun, currentExecutionId, command)
}

async function refuseLate(tx: Tx, { id, currentExecutionId }: FoundRequest): Promise<void> {
  const { outcome, round } = await tx.request.findUniqueOrThrow({
    where: { id },
    select: { outcome: true, round: true },
  })
  if (isClosed(outcomeFrom(outcome))) throw new AppError('conflict', 'This request is closed already.')
  if (await isDecided({ currentExecutionId, round }, tx))
    throw new AppError(
      'conflict',
      'Somebody has decided on this request already: it can no longer be withdrawn.',
    )
}
