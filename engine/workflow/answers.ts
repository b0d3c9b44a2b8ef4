import { ApplicationFailure, condition } from '@temporalio/workflow'
import type { AmendAnswer } from '../flow/approvals/amendment.ts'
import type { DecisionAnswer, ResubmitAnswer, ResumeAnswer } from '../flow/advance/events.ts'
import { refusedType } from './messages.ts'
import type { Shell } from './shell.ts'

type Answer = DecisionAnswer | ResumeAnswer | AmendAnswer | ResubmitAnswer

/** @throws ApplicationFailure with the refusal in its details */
export function demand<A extends Answer>(answer: A): A {
  if (answer.accepted) return answer
  throw refusal(answer)
}

function refusal(answer: Extract<Answer, { accepted: false }>): ApplicationFailure {
  const { message } = answer
  return ApplicationFailure.create({ message, type: refusedType, nonRetryable: true, details: [answer] })
}

/** The run, as soon as it is loaded. */
export async function loaded(shell: () => Shell | undefined): Promise<Shell> {
  await condition(() => shell() !== undefined)
  const run = shell()
  if (!run) throw new Error('The run has not begun')
  return run
}

/** Waits until what was said so far is in Postgres: an answer to a person tells of nothing that is not stored. */
export async function stored(run: Shell): Promise<void> {
  const target = run.recorder.taken
  await condition(() => run.recorder.stored >= target || run.stale || run.broken !== undefined)
  if (run.stale || run.broken)
    throw ApplicationFailure.nonRetryable('The run was replaced by a newer one', 'Replaced')
}
