import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { insertComment } from '#server/comments/write-comment.ts'
import { db, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { countMessage } from '#server/limits/count-message.ts'
import { can, demand } from '#server/people/can.ts'
import { beginEnd, goOnEnding } from '#server/runs/kill-execution.ts'
import { lockExecution } from '#server/runs/locked-execution.ts'
import { transaction } from '#server/transaction.ts'
import { findRequest, type FoundRequest } from './find-request.ts'
import { isClosed } from './outcome.ts'
import { isDecided, subjectOf } from './relations.ts'
import { outcomeFrom } from './rows.ts'
import { tellClosed } from './tell-outcome.ts'

/** The newest question whether the request may be cancelled; null: nobody asks. */
export function cancelQuestion(requestId: string, tx: Tx = db) {
  return tx.comment.findFirst({
    where: { requestId, kind: 'cancel', deletedAt: null },
    orderBy: { createdAt: 'desc' },
    select: { text: true, createdAt: true },
  })
}

/**
 * Asks those who decide, and the flow's owner, to cancel a request on which somebody has decided already.
 * @throws AppError `not-found`, `forbidden`, `conflict` where it is closed, can still be withdrawn, or was asked already
 */
export async function askToCancel(actor: Actor, id: string, text: string): Promise<void> {
  const request = await findRequest(actor, id)
  const { namespace, requesterId } = request
  if (!can(actor, 'request:withdraw', { namespace, requesterId }))
    throw new AppError('forbidden', 'Only who made the request can ask to cancel it.')
  await countMessage(actor, 'comment')
  await transaction(async (tx) => {
    await lockExecution(tx, request.currentExecutionId)
    await demandOpen(tx, request)
    if (!(await isDecided(request, tx)))
      throw new AppError('conflict', 'Nobody has decided on this request yet: withdraw it.')
    if (await cancelQuestion(id, tx))
      throw new AppError('conflict', 'You have asked to cancel this request already.')
    await insertComment(tx, actor, { request, kind: 'cancel', text, mentions: [], files: [] })
  })
}

/**
 * Closes a request before its end, for a reason that everybody reads who may see it; its execution is ended. Who decides may do so
 * where its requester asked for it.
 * @throws AppError `not-found`, `forbidden`, `conflict` where it is closed already
 */
export async function closeRequest(actor: Actor, id: string, reason: string): Promise<void> {
  const request = await findRequest(actor, id)
  const subject = await subjectOf(request)
  demand(actor, 'request:close', subject)
  const { namespace, flowOwnerIds } = subject
  const onlyDecides = !can(actor, 'request:close', { namespace, flowOwnerIds })
  const { currentExecutionId } = request
  const command = { by: actor.id, outcome: 'CANCELLED', reason } as const
  const begun = await transaction(async (tx) => {
    // a vote is recorded under the same lock
    await lockExecution(tx, request.currentExecutionId)
    await demandOpen(tx, request)
    if (onlyDecides && !(await cancelQuestion(id, tx)))
      throw new AppError('conflict', 'Nobody has asked to cancel this request: decide on it instead.')
    const now = new Date()
    await tx.request.update({
      where: { id },
      data: {
        outcome: 'CANCELLED',
        closedAt: now,
        updatedAt: now,
        closedById: actor.id,
        closeReason: reason,
      },
    })
    await audit(tx, actor, {
      action: 'request:close',
      subjectType: 'request',
      subjectId: id,
      before: { outcome: request.outcome },
      after: { outcome: 'CANCELLED', reason },
    })
    await tellClosed(tx, actor, { request, reason })
    await announce(tx, [`request:${id}`, `requests:${request.requesterId}`])
    return beginEnd(tx, actor, currentExecutionId, command)
  })
  await goOnEnding(begun, currentExecutionId, command)
}

async function demandOpen(tx: Tx, { id }: FoundRequest): Promise<void> {
  const { outcome } = await tx.request.findUniqueOrThrow({ where: { id }, select: { outcome: true } })
  if (isClosed(outcomeFrom(outcome))) throw new AppError('conflict', 'This request is closed already.')
}
