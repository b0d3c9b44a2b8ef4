import { placeOf } from '#engine/flow/advance/task-run-id.ts'
import type { ShownValue } from '#engine/flow/approvals/types.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { changedValues } from '#server/requests/changed-values.ts'
import { answersOfExecution, type Answers } from './answers.ts'
import { sayFrom, withNames, type VoteRow } from './compiled.ts'
import { seenIn } from './frozen.ts'
import type { ApprovalView } from './view.ts'

/** An approval as far as its earlier rounds need it. */
interface OfRound {
  id: string
  executionId: string
  taskId: string
  round: number
}

/** What the same approval showed in the rounds before, and how it was decided then; newest first. */
export async function earlierRounds(
  reader: Pick<Actor, 'language' | 'timeZone'>,
  { id, executionId, taskId, round }: OfRound,
  show: readonly ShownValue[],
): Promise<ApprovalView['earlier']> {
  if (round === 1) return []
  const rows = await db.approval.findMany({
    where: { executionId, taskId, round: { lt: round } },
    include: { votes: { include: withNames, orderBy: { at: 'asc' } } },
    orderBy: { round: 'desc' },
  })
  const answers = await answersOfExecution(executionId, rows, { reader })
  let after = show
  return rows
    .filter((row) => placeOf(row.id) === placeOf(id))
    .map((row) => {
      const seen = seenIn(row, reader.language)
      const changed = changedValues(seen.show, after)
      after = seen.show
      return { round: row.round, show: seen.show, votes: castVotes(row.votes, row.round, answers), changed }
    })
}

/** The votes of a round, for readers. */
export function castVotes(rows: readonly VoteRow[], round: number, answers: Answers): ApprovalView['votes'] {
  return rows
    .filter((row) => row.round === round)
    .map(({ decisionId, personId, person, onBehalfOf, vote, comment, at, keptFrom }) => ({
      by: { id: personId, name: person.name },
      ...(onBehalfOf ? { onBehalfOf } : {}),
      vote: sayFrom(vote),
      comment: comment ?? undefined,
      at: at.toISOString(),
      ...(answers.has(decisionId) ? { answers: answers.get(decisionId) } : {}),
      ...(keptFrom === null ? {} : { kept: true as const }),
    }))
}
