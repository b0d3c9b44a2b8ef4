import { startAttempt } from './life.ts'
import { endPause, resumed } from './pause.ts'
import type { Resume, ResumeAnswer } from './events.ts'
import type { Node, RunState } from './state.ts'
import type { Work } from './work.ts'

/** A person holds the execution. Without effect where it is held, waits already or is being ended. */
export function hold(work: Work, by: string): void {
  const { held, kill, paused, after } = work.state
  if (held || kill || after || paused > 0) return
  work.set({ held: { by, at: work.at } })
}

/** Whether a resume would do something, and what a person is told where it would not. */
export function resumable(state: RunState, resume: Resume): ResumeAnswer {
  if (state.resumes?.[resume.commandId]) return { accepted: true }
  if (state.kill) return { accepted: false, code: 'not-paused', message: 'The execution is being ended.' }
  if (resume.taskRunId === undefined && state.held) return { accepted: true }
  if (waiting(state, resume.taskRunId)) return { accepted: true }
  if (state.resubmission)
    return {
      accepted: false,
      code: 'approval',
      message: 'The execution waits for its requester to change the request.',
    }
  const asks = Object.values(state.nodes).some((node) => node.waits === 'approval')
  return asks
    ? { accepted: false, code: 'approval', message: 'The execution waits for a decision, not to be resumed.' }
    : { accepted: false, code: 'not-paused', message: 'The execution is not paused.' }
}

/** Ends a hold or a pause. What `resumable` refuses changes nothing. */
export function resume(work: Work, command: Resume): void {
  const { state } = work
  if (state.resumes?.[command.commandId] || !resumable(state, command).accepted) return
  const { by, inputs, taskRunId } = command
  work.set({ resumes: { ...state.resumes, [command.commandId]: true } })
  const letGo = taskRunId === undefined && state.held !== undefined
  work.status('RESTARTED')
  const others = letGo ? state.paused : state.paused - 1
  if (others === 0 && (letGo || !state.held)) work.status('RUNNING')
  if (letGo) return release(work)
  const node = waiting(state, taskRunId)
  if (node) endPause(work, node, { state: 'SUCCESS', outputs: resumed(work, 'RUNNING', { by, inputs }) })
}

/** Nothing is held any more: every level goes on where it stood. */
export function release(work: Work): void {
  work.set({ held: undefined })
  for (const node of Object.values(work.state.nodes)) {
    if (node.waits === 'retry' && work.state.timers[`retry:${node.id}`] === undefined)
      startAttempt(work, node)
    if (node.walk) work.look(node.id)
  }
  work.look(undefined)
}

/** The pause that is meant, the oldest where none is named. */
function waiting({ nodes }: RunState, taskRunId: string | undefined): Node | undefined {
  const paused = Object.values(nodes).filter(({ waits, pause }) => waits === 'pause' && !pause?.over)
  if (taskRunId !== undefined) return paused.find(({ id }) => id === taskRunId)
  return paused.sort((a, b) => a.position - b.position)[0]
}
