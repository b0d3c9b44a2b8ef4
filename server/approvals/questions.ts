import { db } from '#server/db.ts'
import type { RequestView } from '#server/requests/view.ts'
import type { QuestionView } from './view.ts'

interface Opened {
  id: string
  state: string
  /** When it was opened, for the last time where it was opened again. */
  createdAt: Date
}

/** What was asked about an approval, oldest first. Asks for no permission. */
export async function questionsOf({ id: approvalId, state, createdAt }: Opened): Promise<QuestionView[]> {
  const person = { select: { id: true, name: true } }
  const rows = await db.approvalQuestion.findMany({
    where: { approvalId },
    include: { asker: person, person },
    orderBy: { askedAt: 'asc' },
  })
  return rows.map(
    ({ id, asker, person: of, text, stopsClock, askedAt, answer, answeredAt, withdrawnAt }) => ({
      id,
      by: asker,
      of,
      text,
      at: askedAt.toISOString(),
      stopsClock,
      answer: answer !== null && answeredAt ? { text: answer, at: answeredAt.toISOString() } : undefined,
      withdrawnAt: withdrawnAt?.toISOString(),
      isOpen: (state === 'OPEN' && askedAt >= createdAt && !answeredAt && !withdrawnAt) || undefined,
    }),
  )
}

/** Shown at once. */
const most = 20

/** What a person is asked about a request since its approval was opened and has not answered, oldest first. Asks for no permission. */
export async function questionsTo(personId: string, requestId: string): Promise<RequestView['questions']> {
  const rows = await db.approvalQuestion.findMany({
    where: { personId, answeredAt: null, withdrawnAt: null, approval: { requestId, state: 'OPEN' } },
    select: {
      id: true,
      approvalId: true,
      text: true,
      askedAt: true,
      asker: { select: { id: true, name: true } },
      approval: { select: { createdAt: true } },
    },
    orderBy: { askedAt: 'asc' },
  })
  return rows
    .filter(({ askedAt, approval }) => askedAt >= approval.createdAt)
    .slice(0, most)
    .map(({ askedAt, asker, approval: _, ...question }) => ({
      ...question,
      by: asker,
      at: askedAt.toISOString(),
    }))
}
