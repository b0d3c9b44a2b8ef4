import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { sendRetraction } from '#server/temporal.ts'
import { demandDecider } from './amend-approval.ts'
import { findApproval } from './get-approval.ts'
import { inLine } from './in-flight.ts'

/**
 * Takes one's own decision back while it is held. Answers when that is stored.
 * @throws AppError `not-found`, `forbidden`; `conflict` where it counts already, which is audited; `unavailable` where it is not confirmed
 */
export async function retractDecision(
  actor: Actor,
  id: string,
  { decisionId, commandId }: { decisionId: string; commandId: string },
): Promise<void> {
  const approval = await findApproval(actor, id)
  demandDecider(actor, approval)
  const { executionId } = approval
  const { door, address } = actor
  const retraction = { commandId, taskRunId: id, decisionId, personId: actor.id, door, address }
  const answer = await inLine(executionId, () => sendRetraction(executionId, retraction))
  if (answer.accepted) return
  await audit(db, actor, {
    action: 'approval:retract',
    subjectType: 'approval',
    subjectId: id,
    after: { decisionId, code: answer.code },
    refused: true,
  })
  throw new AppError('conflict', 'Your decision counts already: it cannot be taken back any more.')
}
