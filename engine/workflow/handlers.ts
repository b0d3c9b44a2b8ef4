import {
  ApplicationFailure,
  condition,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
} from '@temporalio/workflow'
import type { DecisionAnswer, Resume, ResumeAnswer } from '../flow/advance/events.ts'
import { isBeingOpened } from '../flow/approvals/decide.ts'
import type { Decision } from '../flow/approvals/types.ts'
import {
  refusedType,
  type ChildEndedSignal,
  type HoldCommand,
  type InnerToldSignal,
  type KillCommand,
  type RunStatus,
} from './messages.ts'
import type { Shell } from './shell.ts'
import { sizeOf } from './size.ts'

const decide = defineUpdate<DecisionAnswer, [Decision]>('decide')
const resume = defineUpdate<null, [Resume]>('resume')
const hold = defineUpdate<null, [HoldCommand]>('hold')
const kill = defineUpdate<null, [KillCommand]>('kill')
const childEnded = defineSignal<[ChildEndedSignal]>('childEnded')
const innerTold = defineSignal<[InnerToldSignal]>('innerTold')
const status = defineQuery<RunStatus>('status')

/** Answers messages about a run; `shell` is undefined while the run still loads. */
export function answerMessages(shell: () => Shell | undefined): void {
  setHandler(decide, (decision) => handleDecision(shell, decision), {
    validator: (decision) => {
      const run = shell()
      if (run && !isBeingOpened(run.state, decision.taskRunId)) judge(run, decision)
    },
  })
  setHandler(resume, (command) => handleResume(shell, command), {
    validator: (command) => {
      const run = shell()
      if (run) demandResumable(run, command)
    },
  })
  setHandler(hold, async ({ by }) => {
    const run = await loaded(shell)
    run.crossed()
    run.apply({ kind: 'hold', at: Date.now(), by })
    await stored(run)
    return null
  })
  setHandler(kill, async (command) => {
    const run = await loaded(shell)
    run.crossed()
    run.apply({ kind: 'kill', at: Date.now(), ...command })
    await stored(run)
    return null
  })
  setHandler(childEnded, async (ended) => {
    const run = shell() ?? (await loaded(shell))
    run.meter.add(4, sizeOf(ended))
    run.crossed()
    run.apply({ kind: 'child-ended', at: Date.now(), ...ended })
  })
  setHandler(innerTold, async ({ generation, ...told }) => {
    const run = shell() ?? (await loaded(shell))
    run.meter.add(4, sizeOf(told))
    run.crossed()
    if (generation === run.input.generation) run.apply({ kind: 'inner-told', at: Date.now(), ...told })
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
  if (isBeingOpened(run.state, decision.taskRunId))
    await condition(() => run.stale || !isBeingOpened(run.state, decision.taskRunId))
  const verdict = judge(run, decision)
  run.crossed()
  run.apply({ kind: 'decided', at: Date.now(), decision })
  await stored(run)
  return run.state.answers[decision.decisionId] ?? verdict
}

/** Like a decision: of two resumes at once the second hears that there is nothing to resume any more. */
async function handleResume(shell: () => Shell | undefined, command: Resume): Promise<null> {
  const run = shell() ?? (await loaded(shell))
  demandResumable(run, command)
  run.crossed()
  run.apply({ kind: 'resume', at: Date.now(), resume: command })
  await stored(run)
  return null
}

/** @throws ApplicationFailure with the refusal in its details */
function demandResumable(run: Shell, command: Resume): void {
  const answer = run.interpreter.resumable(run.state, command)
  if (!answer.accepted) throw refusal(answer)
}

/** @throws ApplicationFailure with the refusal in its details */
function judge(run: Shell, decision: Decision): DecisionAnswer {
  const verdict = run.interpreter.decide(run.state, decision)
  if (verdict.accepted) return verdict
  throw refusal(verdict)
}

function refusal(answer: Extract<DecisionAnswer | ResumeAnswer, { accepted: false }>): ApplicationFailure {
  const { message } = answer
  return ApplicationFailure.create({ message, type: refusedType, nonRetryable: true, details: [answer] })
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
