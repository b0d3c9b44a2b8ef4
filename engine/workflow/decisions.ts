import { condition, defineUpdate, setHandler } from '@temporalio/workflow'
import { ownOf } from '../flow/advance/entries.ts'
import type { DecisionAnswer, ResubmitAnswer } from '../flow/advance/events.ts'
import { isBeingSentBack } from '../flow/approvals/resubmit.ts'
import type { AmendAnswer, Amendment } from '../flow/approvals/amendment.ts'
import { isBeingOpened } from '../flow/approvals/decide.ts'
import type { Decision, Resubmission, Retraction } from '../flow/approvals/types.ts'
import { demand, loaded, stored } from './answers.ts'
import type { Shell } from './shell.ts'
import { sizeOf } from './size.ts'

const decide = defineUpdate<DecisionAnswer, [Decision]>('decide')
const retract = defineUpdate<AmendAnswer, [Retraction]>('retract')
const amend = defineUpdate<AmendAnswer, [Amendment]>('amend')
const resubmit = defineUpdate<ResubmitAnswer, [Resubmission]>('resubmit')

/** Answers what people do about open approvals, and the requester about one that was sent back. */
export function answerDecisions(shell: () => Shell | undefined): void {
  setHandler(decide, (decision) => handleDecision(shell, decision), {
    validator: (decision) => {
      const run = shell()
      if (run && !isBeingOpened(run.state, decision.taskRunId)) judge(run, decision)
    },
  })
  setHandler(retract, (retraction) => handleRetraction(shell, retraction), {
    validator: (retraction) => {
      const run = shell()
      if (run) demand(run.interpreter.retract(run.state, retraction))
    },
  })
  setHandler(amend, (amendment) => handleAmendment(shell, amendment), {
    validator: (amendment) => {
      const run = shell()
      if (run) demand(run.interpreter.amend(run.state, amendment))
    },
  })
  setHandler(resubmit, (resubmission) => handleResubmission(shell, resubmission), {
    validator: (resubmission) => {
      const run = shell()
      if (run && !isBeingSentBack(run.state)) demand(run.interpreter.resubmittable(run.state, resubmission))
    },
  })
}

/** Judged, and applied before anything else can come in between: of simultaneous decisions each sees the one before. */
async function handleDecision(shell: () => Shell | undefined, decision: Decision): Promise<DecisionAnswer> {
  const run = shell() ?? (await loaded(shell))
  const known = ownOf(run.state.answers, decision.decisionId)
  if (known) return known
  if (isBeingOpened(run.state, decision.taskRunId))
    await condition(() => run.stale || !isBeingOpened(run.state, decision.taskRunId))
  const verdict = judge(run, decision)
  if (decision.inputs) run.meter.add(0, sizeOf(decision.inputs))
  run.crossed()
  run.apply({ kind: 'decided', at: Date.now(), decision })
  await stored(run)
  return ownOf(run.state.answers, decision.decisionId) ?? verdict
}

/** Like a decision: of a decision taken back and its counting one comes first, and both know which. */
async function handleRetraction(
  shell: () => Shell | undefined,
  retraction: Retraction,
): Promise<AmendAnswer> {
  const run = shell() ?? (await loaded(shell))
  const answer = demand(run.interpreter.retract(run.state, retraction))
  run.crossed()
  run.apply({ kind: 'retracted', at: Date.now(), retraction })
  await stored(run)
  return answer
}

async function handleAmendment(shell: () => Shell | undefined, amendment: Amendment): Promise<AmendAnswer> {
  const run = shell() ?? (await loaded(shell))
  const answer = demand(run.interpreter.amend(run.state, amendment))
  run.crossed()
  run.apply({ kind: 'amended', at: Date.now(), amendment })
  await stored(run)
  return answer
}

/** Whoever is quicker than the end of what was open waits for it. */
async function handleResubmission(
  shell: () => Shell | undefined,
  resubmission: Resubmission,
): Promise<ResubmitAnswer> {
  const run = shell() ?? (await loaded(shell))
  if (isBeingSentBack(run.state)) await condition(() => run.stale || !isBeingSentBack(run.state))
  const answer = demand(run.interpreter.resubmittable(run.state, resubmission))
  run.meter.add(4, sizeOf(resubmission))
  run.crossed()
  run.apply({ kind: 'resubmitted', at: Date.now(), resubmission })
  await stored(run)
  return answer
}

/** @throws ApplicationFailure with the refusal in its details */
function judge(run: Shell, decision: Decision): DecisionAnswer {
  return demand(run.interpreter.decide(run.state, decision))
}
