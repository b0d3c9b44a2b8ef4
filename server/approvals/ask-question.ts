import { goOn } from '#engine/flow/business-calendar/clock.ts'
import type { Actor } from '#server/actor.ts'
import { clockFor } from '#server/calendars/stored-calendars.ts'
import { db, type Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { amendApproval, demandDecider } from './amend-approval.ts'
import { policyOf, timeLeftOf, votesOf } from './compiled.ts'
import { findApproval } from './get-approval.ts'
import { lacksRole } from './one-of.ts'
import { placesFor } from './stand-ins.ts'

/** Of one approval, all in all. */
const most = 50

export interface Asked {
  /** Made by the client; the question's id too. */
  commandId: string
  /** Undefined: the requester. */
  personId?: string
  text: string
}

/**
 * Asks somebody something without giving the approval away. While the requester is asked the due date stands still; whoever
 * else is asked sees the request from then on.
 * @throws AppError `not-found`, `forbidden`, `invalid` for whom cannot be asked, `conflict` where it is closed or too much was asked
 */
export async function askQuestion(
  actor: Actor,
  id: string,
  { commandId, personId, text }: Asked,
): Promise<{ version: number }> {
  const approval = await findApproval(actor, id)
  demandDecider(actor, approval)
  const requesterId = await requesterOf(approval.requestId)
  const of = personId ?? requesterId
  const person =
    of &&
    (await db.person.findFirst({ where: { id: of, active: true, kind: 'person' }, select: { id: true } }))
  if (!person)
    throw new AppError('invalid', 'There is nobody to ask.', {
      details: [{ path: 'personId', message: 'cannot be asked' }],
    })
  if ((await db.approvalQuestion.count({ where: { approvalId: id } })) >= most)
    throw new AppError('conflict', `${most} questions were asked here already.`)
  const stopsClock = person.id === requesterId
  const change = { kind: 'ask', questionId: commandId, of: person.id, text, stopsClock } as const
  return amendApproval(actor, approval, { commandId, onBehalfOf: await placeOf(actor, approval), change })
}

/** In whose place the actor has a say here; undefined: in their own, if any. */
async function placeOf(
  actor: Actor,
  { state, policy: json, votes: rows, round, execution, lent }: Awaited<ReturnType<typeof findApproval>>,
): Promise<string | undefined> {
  const policy = policyOf(json)
  const standable = { state, policy, votes: votesOf(rows, round), place: execution }
  const place = placesFor(actor.id, standable, lent).at(0)
  const lacks = place && (await lacksRole(policy, execution.namespace, actor.id))
  return lacks === undefined ? place?.person.id : undefined
}

async function requesterOf(requestId: string | null): Promise<string | undefined> {
  if (requestId === null) return undefined
  const request = await db.request.findUnique({ where: { id: requestId }, select: { requesterId: true } })
  return request?.requesterId
}

const withClock = {
  approval: {
    select: {
      id: true,
      executionId: true,
      calendar: true,
      timeLeft: true,
      execution: { select: { namespace: true } },
    },
  },
} as const

type AboutClock = Prisma.ApprovalQuestionGetPayload<{ include: typeof withClock }>

/** Where the due date stood still for the question, it goes on with what was left, and so do the reminders that were not sent. */
async function timesAfter({ stopsClock, approval }: AboutClock) {
  const left = stopsClock ? timeLeftOf(approval.timeLeft) : undefined
  return left && goOn(await clockFor(db, approval.calendar), Date.now(), left)
}

/**
 * Answers a question that one was asked; what stood still for it goes on.
 * @throws AppError `not-found` for who was not asked, `conflict` where it is answered or withdrawn, or the approval closed
 */
export async function answerQuestion(
  actor: Actor,
  approvalId: string,
  { questionId, commandId, text }: { questionId: string; commandId: string; text: string },
): Promise<void> {
  const question = await db.approvalQuestion.findUnique({ where: { id: questionId }, include: withClock })
  if (!question || question.approvalId !== approvalId || question.personId !== actor.id)
    throw new AppError('not-found', 'There is no such question, or it is not yours to answer.')
  if (question.answeredAt) throw new AppError('conflict', 'You have answered this already.')
  if (question.withdrawnAt) throw new AppError('conflict', 'The question was withdrawn; no answer is needed.')
  const { id, executionId, execution } = question.approval
  const change = { kind: 'answer', questionId, text, ...(await timesAfter(question)) } as const
  await amendApproval(actor, { id, executionId, namespace: execution.namespace }, { commandId, change })
}

/**
 * Goes on without an answer: whoever may decide withdraws a question, their own or a colleague's. What stood still for it goes on.
 * @throws AppError `not-found`, `forbidden`, `conflict` where it is answered or withdrawn already, or the approval closed
 */
export async function withdrawQuestion(
  actor: Actor,
  approvalId: string,
  questionId: string,
): Promise<{ version: number }> {
  const approval = await findApproval(actor, approvalId)
  demandDecider(actor, approval)
  const question = await db.approvalQuestion.findUnique({ where: { id: questionId }, include: withClock })
  if (question?.approvalId !== approvalId) throw new AppError('not-found', 'There is no such question.')
  if (question.answeredAt) throw new AppError('conflict', 'The question was answered meanwhile.')
  if (question.withdrawnAt) throw new AppError('conflict', 'The question was withdrawn already.')
  const change = { kind: 'withdraw-question', questionId, ...(await timesAfter(question)) } as const
  // a question is withdrawn once: a repeat is the same command
  const commandId = `withdraw:${questionId}`
  return amendApproval(actor, approval, { commandId, onBehalfOf: await placeOf(actor, approval), change })
}
