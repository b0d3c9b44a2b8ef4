import { allHandlersFinished, ApplicationFailure, condition, continueAsNew } from '@temporalio/workflow'
import type { Flow } from '../flow/flow.ts'
import type { KeptRun } from '../flow/advance/keep.ts'
import type { RunState } from '../flow/advance/state.ts'
import { callLocal, callRemote } from './calls.ts'
import { answerMessages } from './handlers.ts'
import type { Interpreter } from './interpreter.ts'
import type { Limits } from './limits.ts'
import type { RunInput, StatePart } from './messages.ts'
import { Shell } from './shell.ts'
import { sizeOf } from './size.ts'

/** Plays an execution to its end, in as many runs as it takes. */
export async function play(input: RunInput, interpreter: Interpreter, limits: Limits): Promise<void> {
  const loaded: { shell?: Shell } = {}
  answerMessages(() => loaded.shell)
  const { flow, state, kept } = await load(input, limits)
  const made = new Shell({ input, flow, interpreter, limits })
  // it runs from now on; when it was asked for stands in its row
  if (input.from.kind === 'start')
    made.start(
      interpreter.begin(made.program, { ...input.from.start, ...(kept ? { kept } : {}), at: Date.now() }),
    )
  else if (state && input.from.kind === 'stored' && input.from.interrupted) made.takeOver(state)
  else if (state) made.resume(state, input.from.pending)
  loaded.shell = made
  await run(made)
}

interface Loaded {
  flow: Flow
  state?: RunState
  kept?: KeptRun[]
}

async function load(input: RunInput, limits: Limits): Promise<Loaded> {
  const { namespace, flowId, flowRevision, from } = input
  const ref = { namespace, flowId, flowRevision }
  const flow = input.flow ?? (await callLocal<Flow>('loadFlow', ref, { limits }))
  if (from.kind === 'start') return from.kept ? { flow, kept: await loadKept(input) } : { flow }
  return { flow, state: from.kind === 'state' ? from.state : await loadState(input, from.interrupted) }
}

/** A state that is too large for one message comes in parts. */
async function loadState(input: RunInput, interrupted: boolean): Promise<RunState> {
  const { executionId, generation } = input
  return JSON.parse(await loadParts('loadState', { executionId, generation, interrupted })) as RunState
}

async function loadKept({ executionId, generation }: RunInput): Promise<KeptRun[]> {
  return JSON.parse(await loadParts('loadKept', { executionId, generation })) as KeptRun[]
}

async function loadParts(activity: 'loadState' | 'loadKept', ref: object): Promise<string> {
  let text = ''
  for (let part = 0; ; part++) {
    const answer = await callRemote<StatePart>(activity, { ...ref, part }, { timeoutMs: 30_000 })
    text += answer.text
    if (!answer.more) return text
  }
}

async function run(shell: Shell): Promise<void> {
  const isOver = () => shell.stale || shell.broken !== undefined || (shell.ended && shell.isQuiet())
  for (;;) {
    await condition(() => isOver() || shell.isFull())
    if (isOver()) break
    shell.drain()
    const isDrained = () => isOver() || (shell.isQuiet() && allHandlersFinished())
    if (!isDrained()) {
      // what runs longer than this is left alone, and the work goes on beside it
      if (shell.meter.mustStop()) await condition(isDrained)
      else if (!(await condition(isDrained, shell.limits.longActivityMs))) {
        shell.putOff()
        continue
      }
    }
    if (isOver()) break
    const next = nextInput(shell)
    if (next) return continueAsNew<(input: RunInput) => Promise<void>>(next)
    shell.fail('The execution holds more data than it can carry on with')
  }
  await condition(allHandlersFinished)
  if (shell.broken) throw ApplicationFailure.nonRetryable(shell.broken, 'NotStored')
}

/** How the next run begins; undefined where there is too much to carry. */
function nextInput(shell: Shell): RunInput | undefined {
  const { input, limits, recorder, interpreter } = shell
  // the number is renewed here and not when the next run begins: a replay by a later release must find the same
  const state = { ...shell.state, semantics: interpreter.semantics }
  const pending = shell.pending()
  const next: RunInput = { ...input, seq: recorder.seq, from: { kind: 'state', state, pending } }
  const bytes = sizeOf(next)
  if (bytes <= limits.inputBytes) return next
  const stored: RunInput = { ...next, from: { kind: 'stored', pending, interrupted: false } }
  return bytes <= limits.stateBytes && sizeOf(stored) <= limits.inputBytes ? stored : undefined
}
