import { randomBytes } from 'node:crypto'
import { hasVoted } from '#engine/flow/approvals/on-behalf.ts'
import type { Actor } from '#server/actor.ts'
import { policyOf, votesOf, withNames } from '#server/approvals/compiled.ts'
import { whoseTurn } from '#server/approvals/stand-ins.ts'
import { tellDeciders } from '#server/approvals/tell-deciders.ts'
import { audit } from '#server/audit/record.ts'
import { db, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { countMessage } from '#server/limits/count-message.ts'
import { tooOften } from '#server/limits/too-often.ts'
import { can } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { findRequest } from './find-request.ts'
import { loadStages } from './stage-facts.ts'
import { nowOf, stageViews } from './stages.ts'
import type { PersonView } from './view.ts'

/** Between two of one request. Milliseconds. */
const pauseMs = 4 * 60 * 60 * 1000

/** When the request may be brought to mind again: an instant, past where it was never or long ago. */
export async function nudgeableAt(requestId: string, tx: Tx = db): Promise<Date> {
  const last = await tx.requestEvent.findFirst({
    where: { requestId, kind: 'nudged' },
    orderBy: { at: 'desc' },
    select: { at: true },
  })
  return new Date((last?.at.getTime() ?? -pauseMs) + pauseMs)
}

/**
 * Brings a request to the mind of those who have it now, once in four hours at most.
 * @returns whom it told
 * @throws AppError `not-found`, `forbidden`, `conflict` where nobody is asked, `too-many` before the time
 */
export async function nudgeRequest(actor: Actor, id: string): Promise<{ told: PersonView[] }> {
  const request = await findRequest(actor, id)
  const { namespace, requesterId, currentExecutionId } = request
  if (!can(actor, 'request:nudge', { namespace, requesterId }))
    throw new AppError('forbidden', 'Only who made the request can bring it to mind.')
  await countMessage(actor, 'nudge')
  const told = await whoHasIt(currentExecutionId)
  return transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Request" WHERE id = ${id} FOR UPDATE`
    const waitMs = (await nudgeableAt(id, tx)).getTime() - Date.now()
    if (waitMs > 0) throw tooOften('They were asked again less than four hours ago.', waitMs)
    if (told.length === 0) throw new AppError('conflict', 'Nobody is asked about this request just now.')
    const eventId = randomBytes(16).toString('base64url')
    const people = told.map(({ name }) => name)
    await tx.requestEvent.create({
      data: { id: eventId, requestId: id, kind: 'nudged', personId: actor.id, people },
    })
    await audit(tx, actor, {
      action: 'request:nudge',
      subjectType: 'request',
      subjectId: id,
      after: { told: told.map((person) => person.id) },
    })
    await bringToMind(tx, { told, request, by: actor.name, eventId })
    await announce(tx, [`request:${id}`])
    return { told }
  })
}

async function whoHasIt(executionId: string): Promise<PersonView[]> {
  const facts = (await loadStages([executionId])).get(executionId)
  return facts ? nowOf(stageViews({ ...facts, language: 'en' })).waitingFor.people : []
}

interface Nudge {
  told: readonly PersonView[]
  request: { id: string; number: string; title: string; currentExecutionId: string }
  by: string
  eventId: string
}

/** Each with an approval that waits for them, and whoever can decide for them. */
async function bringToMind(tx: Tx, { told, request, by, eventId }: Nudge): Promise<void> {
  const rows = await tx.approval.findMany({
    where: { executionId: request.currentExecutionId, state: 'OPEN' },
    include: { votes: { include: withNames }, execution: { select: { namespace: true, flowId: true } } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  const reached = new Set(told.map(({ id }) => id))
  for (const { id: approvalId, state, policy: frozen, round, votes: cast, execution } of rows) {
    const [policy, votes] = [policyOf(frozen), votesOf(cast, round)]
    await tellDeciders(tx, {
      notice: {
        personIds: whoseTurn(policy, votes).filter((id) => reached.has(id) && !hasVoted(votes, id)),
        kind: 'request-nudged',
        requestId: request.id,
        data: { approvalId, number: request.number, title: request.title, by },
        dedupeKey: `nudge:${eventId}`,
      },
      approval: { state, policy, votes, place: execution },
    })
  }
}
