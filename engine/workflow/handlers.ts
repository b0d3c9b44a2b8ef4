import { defineQuery, defineSignal, defineUpdate, setHandler } from '@temporalio/workflow'
import type { Resume } from '../flow/advance/events.ts'
import { demand, loaded, stored } from './answers.ts'
import { answerDecisions } from './decisions.ts'
import type { ChildEndedSignal, HoldCommand, InnerToldSignal, KillCommand, RunStatus } from './messages.ts'
import type { Shell } from './shell.ts'
import { sizeOf } from './size.ts'

const resume = defineUpdate<null, [Resume]>('resume')
const hold = defineUpdate<null, [HoldCommand]>('hold')
const kill = defineUpdate<null, [KillCommand]>('kill')
const childEnded = defineSignal<[ChildEndedSignal]>('childEnded')
const innerTold = defineSignal<[InnerToldSignal]>('innerTold')
const status = defineQuery<RunStatus>('status')

/** Answers messages about a run; `shell` is undefined while the run still loads. */
export function answerMessages(shell: () => Shell | undefined): void {
  answerDecisions(shell)
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
  demand(run.interpreter.resumable(run.state, command))
}
