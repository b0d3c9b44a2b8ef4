import { ApplicationFailure, condition, defineQuery, defineUpdate, setHandler } from '@temporalio/workflow'
import type { DecisionAnswer } from '../flow/advance/types.ts'
import type { Decision } from '../flow/approvals/types.ts'
import { refusedType, type KillCommand, type RunStatus } from './messages.ts'
import type { Shell } from './shell.ts'

const decide = defineUpdate<DecisionAnswer, [Decision]>('decide')
const kill = defineUpdate<null, [KillCommand]>('kill')
const status = defineQuery<RunStatus>('status')

/** Answers messages about a run; `shell` is undefined while the run still loads. */
export function answerMessages(shell: () => Shell | undefined): void {
  setHandler(decide, (decision) => handleDecision(shell, decision), {
    validator: (decision) => {
      const run = shell()
      if (run) judge(run, decision)
    },
  })
  setHandler(kill, async (command) => {
    const run = await loaded(shell)
    run.crossed()
    run.apply({ kind: 'kill', at: Date.now(), ...command })
    await stored(run)
    return null
  })
  setHandler(status, () => {
    const run = shell()
    if (!run) return { status: 'CREATED', seq: 0, waiting: 0, inFlight: 0 }
    return {
      status: run.state.status,
      seq: run.recorder.seq,
      waiting: run.recorder.waiting,
      inFlight: run.inFlight,
    }
  })
}

/** Judged, and applied before anything else can come in between: of simultaneous decisions each sees the one before. */
async function handleDecision(shell: () => Shell | undefined, decision: Decision): Promise<DecisionAnswer> {
  const run = shell() ?? (await loaded(shell))
  const known = run.state.answers[decision.decisionId]
  if (known) return known
  const verdict = judge(run, decision)
  run.crossed()
  run.apply({ kind: 'decided', at: Date.now(), decision })
  await stored(run)
  return run.state.answers[decision.decisionId] ?? verdict
}

/** @throws ApplicationFailure with the refusal in its details */
function judge(run: Shell, decision: Decision): DecisionAnswer {
  const verdict = run.interpreter.decide(run.state, decision)
  if (verdict.accepted) return verdict
  throw ApplicationFailure.create({
    message: verdict.message,
    type: refusedType,
    nonRetryable: true,
    details: [verdict],
  })
}

async function loaded(shell: () => Shell | undefined): Promise<Shell> {
  await condition(() => shell() !== undefined)
  const run = shell()
  if (!run) throw new Error('The run has not begun')
  return run
}

/** Waits until what was said so far is in Postgres: an answer to a person tells of nothing that is not stored. */
async function stored(run: Shell): Promise<void> {
  const target = run.recorder.taken
  await condition(() => run.recorder.stored >= target || run.stale || run.broken !== undefined)
  if (run.stale || run.broken)
    throw ApplicationFailure.nonRetryable('The run was replaced by a newer one', 'Replaced')
}
