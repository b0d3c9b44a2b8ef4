import type { ShownValue } from '#engine/flow/approvals/types.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { Answers } from '#server/approvals/answers.ts'
import { db } from '#server/db.ts'
import { changedValues } from './changed-values.ts'
import { answersOf, writeOut, type Reader } from './shown-value.ts'
import type { LoadedStages } from './stage-facts.ts'
import { decisionOf } from './stages.ts'
import type { RequestView, RoundView } from './view.ts'

interface OfRounds {
  /** Of these rounds, oldest first. */
  inputs: readonly JsonObject[]
  /** Of the present one. */
  answers: ShownValue[]
  reader: Reader
  /** With decisions. */
  given: Answers
}

/** The rounds before the present one: what was answered, what was changed after it, and what was decided. */
export async function roundsOf(
  { flow, before, approvals }: Pick<LoadedStages, 'flow' | 'before' | 'approvals'>,
  { inputs, answers, reader, given }: OfRounds,
): Promise<RoundView[]> {
  const written = await Promise.all(
    inputs.map((values) => writeOut(db, answersOf(flow, { values, reader }), reader)),
  )
  const taken = approvals.filter(({ round }) => round <= inputs.length)
  return written.map((own, index) => ({
    round: index + 1,
    answers: own,
    changed: changedValues(own, written[index + 1] ?? answers),
    decisions: [...before, ...taken]
      .filter(({ round }) => round === index + 1)
      .flatMap(({ votes, kept, title }) => votes.map((vote) => ({ ...decisionOf(vote, kept, given), title })))
      .sort((a, b) => a.at.localeCompare(b.at)),
  }))
}

/** What the requester is asked to change, where the request was sent back and waits for them. */
export function changesOf(loaded: LoadedStages | undefined): RequestView['changes'] {
  const votes = (loaded?.approvals ?? [])
    .filter(({ state }) => state === 'SENT_BACK')
    .flatMap((approval) => approval.votes.filter(({ vote }) => vote === 'SEND_BACK'))
  const [last] = votes.sort((a, b) => b.at - a.at)
  if (!last) return undefined
  const { by, comment = '', at } = decisionOf(last)
  return { by, comment, at }
}
