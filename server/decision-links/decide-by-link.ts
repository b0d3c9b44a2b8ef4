import type { Say } from '#engine/flow/approvals/types.ts'
import { decideApproval } from '#server/approvals/decide-approval.ts'
import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { newSignedId } from '#server/secrets/signed-id.ts'
import { findLink, openLink, over, type OpenedLink, type Place } from './open-link.ts'

export interface LinkDecision {
  vote: Say
  comment?: string
}

/**
 * Decides in the name of the person whom a link was sent to: its one use. A refusal that they can mend, such as a missing comment, uses
 * nothing up; what is not confirmed yet does, for it may count already. Refusals are audited.
 * @throws AppError `gone`; `conflict` where something else is shown now or it is closed; what `decideApproval` throws
 */
export async function decideByLink(token: string, decision: LinkDecision, place: Place): Promise<void> {
  const link = await findLink(token)
  const { actor } = await openAudited(link, decision, place)
  // each try is a decision of its own: a repeat of one that was refused would hear the same again
  const decisionId = newSignedId()
  await claim(link.id, decisionId)
  try {
    const { approvalId, version, seenHash } = link
    await decideApproval(actor, approvalId, { ...decision, decisionId, version, seenHash })
  } catch (error) {
    const mayCount = !(error instanceof AppError) || error.code === 'unavailable'
    if (!mayCount)
      await db.decisionLink.update({ where: { id: link.id }, data: { usedAt: null, decisionId: null } })
    throw error
  }
}

async function openAudited(
  link: OpenedLink['link'],
  { vote }: LinkDecision,
  place: Place,
): Promise<OpenedLink> {
  try {
    return await openLink(link, place)
  } catch (error) {
    const { personId, approvalId: subjectId, version, seenHash } = link
    await audit(
      db,
      { id: personId, door: 'mail', ...place },
      {
        action: 'approval:decide',
        subjectType: 'approval',
        subjectId,
        after: { vote, seenHash, version, code: 'not-a-decider' },
        refused: true,
      },
    )
    throw error
  }
}

/** Takes the one use: of two at once only one gets it. @throws AppError `gone` */
async function claim(id: string, decisionId: string): Promise<void> {
  const { count } = await db.decisionLink.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: new Date() } },
    data: { usedAt: new Date(), decisionId },
  })
  if (count === 0) throw over()
}
