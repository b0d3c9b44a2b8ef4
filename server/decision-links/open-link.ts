import type { Say, ShownValue } from '#engine/flow/approvals/types.ts'
import type { Actor } from '#server/actor.ts'
import { pathOfApproval } from '#server/approvals/address.ts'
import { sayFrom } from '#server/approvals/compiled.ts'
import { getApproval } from '#server/approvals/get-approval.ts'
import type { ApprovalView } from '#server/approvals/view.ts'
import { db, type Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { loadActor } from '#server/people/load-actor.ts'
import { whoDecidesByMail } from './decides-by-mail.ts'
import { linkIdOf } from './token.ts'

/** One answer for all: what never was is not told from what is nobody's any more. */
export const over = () =>
  new AppError('gone', 'This link opens nothing: it is too old, or it is not yours to decide any more.')

/** From where somebody comes. */
export interface Place {
  address?: string
  userAgent?: string
}

type Link = Prisma.DecisionLinkGetPayload<object>

export interface OpenedLink {
  link: Link
  /** Whom the link is for, as they are now. */
  actor: Actor
  approval: ApprovalView
}

/** @throws AppError `gone` for what is no token of ours */
export async function findLink(token: string): Promise<Link> {
  const id = linkIdOf(token)
  const link = id === undefined ? null : await db.decisionLink.findUnique({ where: { id } })
  if (!link) throw over()
  return link
}

/**
 * What a link opens for its person as they are now: who has left, decides no more, may not decide by mail, or reads another mailbox now
 * opens nothing.
 * @throws AppError `gone`
 */
export async function openLink(link: Link, { address, userAgent }: Place = {}): Promise<OpenedLink> {
  const found = await loadActor(link.personId, { door: 'mail', address })
  const mailbox = (await whoDecidesByMail(db, [link.personId])).get(link.personId)
  if (!found || mailbox !== link.address) throw over()
  const actor = { ...found, userAgent: userAgent?.slice(0, 300) }
  try {
    return { link, actor, approval: await getApproval(actor, link.approvalId) }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') throw over()
    throw error
  }
}

/** What the page of a link shows. */
export type DecisionPage =
  | {
      state: 'open'
      title: string
      /** Markdown as HTML, cleaned. */
      messageHtml?: string
      show: ShownValue[]
      requester?: string
      number?: string
      dueAt?: string
      /** Of its person, IANA. */
      timeZone: string
      commentRequired: ApprovalView['commentRequired']
      labels: { approve?: string; deny?: string }
      /** The requester can be asked for changes. */
      sendBack?: { label?: string }
    }
  /** Decided by this link. */
  | { state: 'decided'; title: string; vote: Say; at: string; timeZone: string }
  /** Sent by this link, and not confirmed yet: where it was lost, who signs in decides. */
  | { state: 'pending'; path: string }
  /** Something else is shown now, or the time is over: who signs in sees it. */
  | { state: 'changed' | 'expired'; path: string }
  /** It cannot be decided by them, and why. */
  | { state: 'closed'; path: string; reason: string }

/** Looking at it decides and uses up nothing, however often, so that a scanner of mail may. @throws AppError `gone` */
export async function decisionPage(token: string): Promise<DecisionPage> {
  const link = await findLink(token)
  const { actor, approval } = await openLink(link)
  const { timeZone } = actor
  const path = pathOfApproval(approval.id)
  if (link.decisionId !== null) {
    const vote = await db.approvalVote.findUnique({ where: { decisionId: link.decisionId } })
    if (!vote) return { state: 'pending', path }
    const said = { vote: sayFrom(vote.vote), at: vote.at.toISOString() }
    return { state: 'decided', title: approval.title, ...said, timeZone }
  }
  if (approval.refusal !== undefined) return { state: 'closed', path, reason: approval.refusal }
  if (link.expiresAt <= new Date()) return { state: 'expired', path }
  if (link.version !== approval.version || link.seenHash !== approval.seenHash)
    return { state: 'changed', path }
  return {
    state: 'open',
    title: approval.title,
    messageHtml: approval.messageHtml,
    show: approval.show,
    requester: approval.requester?.name,
    number: approval.request?.number,
    dueAt: approval.dueAt,
    timeZone,
    commentRequired: approval.commentRequired,
    labels: approval.labels ?? {},
    sendBack: approval.sendBack,
  }
}
