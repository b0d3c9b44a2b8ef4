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
  const by = { link, decision, place }
  const { actor } = await audited(by, 'not-a-decider', () => openLink(link, place))
  // each try is a decision of its own: a repeat of one that was refused would hear the same again
  const decisionId = newSignedId()
  await audited(by, 'link-over', () => claim(link.id, decisionId))
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

interface Tried {
  link: OpenedLink['link']
  decision: LinkDecision
  place: Place
}

/** A try to decide that comes to nothing here is written down as one that was refused. */
async function audited<T>({ link, decision, place }: Tried, code: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    const { personId, approvalId: subjectId, version, seenHash } = link
    await audit(
      db,
      { id: personId, door: 'mail', ...place },
      {
        action: 'approval:decide',
        subjectType: 'approval',
        subjectId,
        after: { vote: decision.vote, seenHash, version, code },
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
