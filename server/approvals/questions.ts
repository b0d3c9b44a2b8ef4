import { db } from '#server/db.ts'
import type { QuestionView } from './view.ts'

/** What was asked about an approval, oldest first. Asks for no permission. */
export async function questionsOf(approvalId: string): Promise<QuestionView[]> {
  const person = { select: { id: true, name: true } }
  const rows = await db.approvalQuestion.findMany({
    where: { approvalId },
    include: { asker: person, person },
    orderBy: { askedAt: 'asc' },
  })
  return rows.map(({ id, asker, person: of, text, stopsClock, askedAt, answer, answeredAt }) => ({
    id,
    by: asker,
    of,
    text,
    at: askedAt.toISOString(),
    stopsClock,
    answer: answer !== null && answeredAt ? { text: answer, at: answeredAt.toISOString() } : undefined,
  }))
}
