import type { Amendment, Change } from '#engine/flow/approvals/amendment.ts'
import type { Tx } from '#server/db.ts'
import { letIn } from '#server/followers/follow.ts'
import { notify } from '#server/notices/notify.ts'

/** The approval as it was before the question or its answer. */
interface Before {
  id: string
  title: string
  requestId: string | null
}

type Asking = Extract<Change, { kind: 'ask' }>
type Answering = Extract<Change, { kind: 'answer' }>

interface Recorded<C> {
  amendment: Amendment
  change: C
  /** Epoch milliseconds. */
  at: number
}

/** Stores a question, lets who is asked see the request, and tells them. */
export async function recordQuestion(
  tx: Tx,
  approval: Before,
  { amendment, change, at }: Recorded<Asking>,
): Promise<void> {
  const { questionId, of, text, stopsClock } = change
  const { by: askerId, door, address } = amendment
  if (askerId === undefined) return
  const made = await tx.approvalQuestion.createMany({
    data: {
      id: questionId,
      approvalId: approval.id,
      askerId,
      personId: of,
      text,
      stopsClock,
      askedAt: new Date(at),
    },
    skipDuplicates: true,
  })
  if (made.count === 0) return
  const asker = await nameOf(tx, askerId)
  const person = await nameOf(tx, of)
  const { requestId } = approval
  if (requestId !== null && !stopsClock)
    await letIn(tx, { id: askerId, door, address }, { requestId, person: { id: of, name: person } })
  await notify(tx, {
    personIds: [of],
    kind: 'approval-question',
    requestId: requestId ?? undefined,
    data: { approvalId: approval.id, title: approval.title, by: asker, text },
    dedupeKey: `approval-question:${questionId}`,
  })
}

/** Stores the answer, and tells who asked. */
export async function recordAnswer(
  tx: Tx,
  approval: Before,
  { amendment, change, at }: Recorded<Answering>,
): Promise<void> {
  const { questionId, text } = change
  const answered = await tx.approvalQuestion.updateManyAndReturn({
    where: { id: questionId, answeredAt: null },
    data: { answer: text, answeredAt: new Date(at) },
    select: { askerId: true },
  })
  const [question] = answered
  if (!question) return
  await notify(tx, {
    personIds: [question.askerId],
    kind: 'approval-answer',
    requestId: approval.requestId ?? undefined,
    data: {
      approvalId: approval.id,
      title: approval.title,
      by: amendment.by === undefined ? '' : await nameOf(tx, amendment.by),
      text,
    },
    dedupeKey: `approval-answer:${questionId}`,
  })
}

/** Stores that it goes on without an answer. */
export async function recordWithdrawal(tx: Tx, questionId: string, at: number): Promise<void> {
  await tx.approvalQuestion.updateMany({
    where: { id: questionId, answeredAt: null, withdrawnAt: null },
    data: { withdrawnAt: new Date(at) },
  })
}

async function nameOf(tx: Tx, id: string): Promise<string> {
  const person = await tx.person.findUnique({ where: { id }, select: { name: true } })
  return person?.name ?? ''
}
