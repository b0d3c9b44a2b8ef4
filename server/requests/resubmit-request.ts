import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { RawValues } from '#server/apps/open-form.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { readValues } from '#server/runs/start-execution.ts'
import { takeAnswers } from '#server/runs/take-answers.ts'
import { sendResubmission } from '#server/temporal.ts'
import { transaction } from '#server/transaction.ts'
import { findRequest } from './find-request.ts'
import { demandRequester, loadChanges } from './load-changes.ts'
import { resubmissionId } from './record-resubmission.ts'

export interface ResubmitCall {
  /** Made by the client: the same one again changes nothing. */
  commandId: string
  /** Of the request as it was shown. */
  round: number
  values: RawValues
}

/**
 * Sends a request again that was sent back: its next round begins, in the same execution. The values are read like those of a start.
 * @throws AppError `not-found`, `forbidden` for all but its requester, `conflict` where it was not sent back, or was sent again
 * meanwhile, `invalid` with every problem of the values; `unavailable` where it is not confirmed
 */
export async function resubmitRequest(
  actor: Actor,
  id: string,
  { commandId, round, values: raw }: ResubmitCall,
): Promise<{ round: number }> {
  const found = await findRequest(actor, id)
  demandRequester(actor, found)
  if (await isRecorded(id, commandId)) return { round: found.round }
  if (found.round !== round)
    throw new AppError('conflict', 'This request was sent again meanwhile. Look at it before you go on.')
  const { row, flow, files, host } = await loadChanges(actor, id)
  const { values, failure } = await readValues(actor, flow, { raw, host: host({ patient: true }) })
  if (failure !== undefined)
    throw new AppError('invalid', failure, { details: [{ path: 'checks', message: failure }] })
  const kept = new Map([...files].map(([fileId, { uri }]) => [fileId, uri]))
  const inputs = await transaction((tx) =>
    takeAnswers(tx, { actor, flow, executionId: row.id, values, kept }),
  )
  const { door, address } = actor
  const next = { commandId, round: round + 1, inputs, by: actor.id, door, address }
  const answer = await sendResubmission(row.id, next)
  if (answer.accepted) return { round: round + 1 }
  await audit(db, actor, {
    action: 'request:resubmit',
    subjectType: 'request',
    subjectId: id,
    after: { commandId, round: round + 1, code: answer.code },
    refused: true,
  })
  throw new AppError('conflict', answer.message)
}

/** Whether this very command has begun a round already. */
async function isRecorded(requestId: string, commandId: string): Promise<boolean> {
  const where = { id: resubmissionId(requestId, commandId) }
  return (await db.requestEvent.findUnique({ where, select: { id: true } })) !== null
}
