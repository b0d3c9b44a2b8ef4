import { findTask } from '../flow/find-task.ts'
import type { RunState } from '../flow/advance/state.ts'
import type { Program } from '../flow/advance/types.ts'
import type { Interpreter } from './interpreter.ts'
import type { LocalJob, RemoteJob } from './jobs.ts'
import type { Limits } from './limits.ts'
import type { AttemptCall, RenderBatch, RunInput } from './messages.ts'
import type { Meter } from './meter.ts'
import type { Slice } from './slice.ts'

/** What a job needs of the run that it belongs to. */
export interface JobHost {
  readonly input: RunInput
  readonly interpreter: Interpreter
  readonly program: Program
  readonly state: RunState
  readonly limits: Limits
  readonly slice: Slice
  readonly meter: Meter
}

const everything = { whole: true, names: [] }
export function typeOf(host: JobHost, taskId: string): string {
  const task = findTask(host.program.flow, taskId)
  if (!task) throw new Error(`The flow has no task ${taskId}`)
  return task.type
}

export function attemptCall(
  host: JobHost,
  job: Exclude<LocalJob | RemoteJob, { kind: 'render' | 'stop-children' }>,
): AttemptCall {
  const { executionId, generation, namespace, flowId, flowRevision } = host.input
  const { taskRunId, taskId } = job
  const reads = findTask(host.program.flow, taskId)?.reads ?? everything
  const inner =
    job.kind === 'run-task' ? host.interpreter.innerCall(host.program, host.state, taskRunId) : undefined
  return {
    executionId,
    generation,
    namespace,
    flowId,
    flowRevision,
    taskRunId,
    taskId,
    attempt: job.kind === 'open-approval' ? 1 : job.attempt,
    round: host.state.nodes[taskRunId]?.round ?? host.state.round,
    context: host.interpreter.visibleContext(host.program, host.state, taskRunId, reads),
    timeoutMs: job.kind === 'run-task' ? job.timeoutMs : undefined,
    ...(inner ? { inner } : {}),
  }
}

export function renderBatch(host: JobHost, job: Extract<LocalJob, { kind: 'render' }>): RenderBatch {
  const { executionId, generation, namespace, flowId, flowRevision } = host.input
  const items = job.items.map((item) => ({
    ...item,
    context: host.interpreter.visibleContext(
      host.program,
      host.state,
      item.taskRunId,
      item.reads ?? everything,
    ),
  }))
  return { executionId, generation, namespace, flowId, flowRevision, items }
}
