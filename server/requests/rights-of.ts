import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { can } from '#server/people/can.ts'
import { cancelQuestion } from './close-request.ts'
import type { FoundRequest } from './find-request.ts'
import { nudgeableAt } from './nudge-request.ts'
import { isClosed } from './outcome.ts'
import { isDecided, subjectOf, wasSentBack } from './relations.ts'
import { outcomeFrom } from './rows.ts'
import type { RequestView } from './view.ts'

type Social = Pick<RequestView, 'may' | 'nudgeableAt' | 'follows' | 'followers' | 'cancelAsked'>

/** People shown. */
const mostFollowers = 50

/**
 * What this reader may do with a request, and who follows it.
 * @param waits whether somebody is asked about it just now
 */
export async function rightsOf(actor: Actor, request: FoundRequest, waits: boolean): Promise<Social> {
  const [subject, decided, sentBack, question, nudgeAt, followers] = await Promise.all([
    subjectOf(request),
    isDecided(request),
    wasSentBack(request),
    cancelQuestion(request.id),
    nudgeableAt(request.id),
    db.follower.findMany({
      where: { requestId: request.id },
      select: { addedById: true, person: { select: { id: true, name: true } } },
      orderBy: { createdAt: 'asc' },
      take: mostFollowers,
    }),
  ])
  const { namespace, requesterId, app } = request
  const open = !isClosed(outcomeFrom(request.outcome))
  const own = requesterId === actor.id
  const alone = { namespace, flowOwnerIds: subject.flowOwnerIds }
  // of people without an account: they follow, write and withdraw
  const inside = !actor.guest
  const mayNudge = own && open && waits && inside
  return {
    may: {
      withdraw: own && open && !decided,
      resubmit: own && open && sentBack,
      copy:
        inside &&
        app !== null &&
        !app.disabled &&
        !app.deleted &&
        can(actor, 'app:use', { namespace, appGroups: app.groups }),
      openRun: can(actor, 'execution:read', { namespace }),
      nudge: mayNudge,
      askToCancel: own && open && decided && !question && inside,
      close:
        open &&
        (can(actor, 'request:close', alone) || (question !== null && can(actor, 'request:close', subject))),
      evidence: inside && can(actor, 'evidence:export', alone),
      share: inside && can(actor, 'request:share', subject),
      follow: !own,
    },
    nudgeableAt: mayNudge && nudgeAt > new Date() ? nudgeAt.toISOString() : undefined,
    follows: followers.some(({ person }) => person.id === actor.id),
    followers: followers.map(({ person, addedById }) => ({ ...person, added: addedById !== null })),
    cancelAsked: open && question ? { text: question.text, at: question.createdAt.toISOString() } : undefined,
  }
}
