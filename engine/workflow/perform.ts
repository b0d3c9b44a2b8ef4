import { isCancellation } from '@temporalio/workflow'
import { findTask } from '../flow/find-task.ts'
import type {
  ApprovalOpened,
  Program,
  RenderResult,
  RunEvent,
  RunState,
  TaskEnd,
} from '../flow/advance/types.ts'
import { callLocal, callRemote, reasonOf } from './calls.ts'
import type { Interpreter } from './interpreter.ts'
import type { LocalJob, RemoteJob } from './jobs.ts'
import type { Limits } from './limits.ts'
import type { AttemptCall, RenderBatch, RunInput } from './messages.ts'
import type { Meter } from './meter.ts'
import { sizeOf } from './size.ts'
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
/** A marker's own part in the history, beside the result that it carries. */
const markerBytes = 300

/** Runs a job in the workflow task, or where that fails in an activity after `escalated`; never rejects. */
export async function performLocal(host: JobHost, job: LocalJob, escalated: () => void): Promise<RunEvent> {
  const options = { limits: host.limits, escalated }
  const took = (result: unknown) => {
    const bytes = sizeOf(result)
    host.slice.took(bytes)
    host.meter.add(1, bytes + markerBytes)
  }
  try {
    if (job.kind === 'render') {
      const results = await callLocal<RenderResult[]>('renderItems', renderBatch(host, job), options)
      took(results)
      return { kind: 'rendered', at: Date.now(), key: job.key, results }
    }
    const type = typeOf(host, job.taskId)
    const result = await callLocal<TaskEnd>(type, attemptCall(host, job), options)
    took(result)
    return finished(job, result)
  } catch (error) {
    return failed(job, error)
  }
}

/** Runs a job in an activity of its own; never rejects. */
export async function performRemote(host: JobHost, job: RemoteJob): Promise<RunEvent> {
  const { heartbeatTimeoutMs, attemptTimeoutMs, endGraceMs } = host.limits
  const { taskRunId } = job
  try {
    const call = attemptCall(host, job)
    host.meter.add(6, sizeOf(call))
    if (job.kind === 'open-approval') {
      const opened = await callRemote<ApprovalOpened>('openApproval', call, { timeoutMs: endGraceMs })
      host.meter.add(0, sizeOf(opened))
      return { kind: 'approval-opened', at: Date.now(), taskRunId, opened }
    }
    // the worker ends an attempt in time; the server's own limit is for a worker that does not
    const timeoutMs = job.timeoutMs === undefined ? attemptTimeoutMs : job.timeoutMs + endGraceMs
    const result = await callRemote<TaskEnd>(typeOf(host, job.taskId), call, {
      timeoutMs,
      heartbeatTimeoutMs,
    })
    host.meter.add(0, sizeOf(result))
    return finished(job, result)
  } catch (error) {
    return failed(job, error)
  }
}

/** The workflow's own clock stands still while a local activity runs: an attempt ends when the worker says so. */
function finished({ taskRunId, attempt }: { taskRunId: string; attempt: number }, result: TaskEnd): RunEvent {
  const at = Math.max(Date.now(), result.endedAt ?? result.startedAt)
  return { kind: 'task-finished', at, taskRunId, attempt, result }
}

/** How a job ends that was taken back before it began, or cancelled. */
export function killed(job: Exclude<LocalJob | RemoteJob, { kind: 'render' }>, message: string): RunEvent {
  const at = Date.now()
  const { taskRunId } = job
  if (job.kind === 'open-approval') {
    return { kind: 'approval-opened', at, taskRunId, opened: { kind: 'impossible', message } }
  }
  return {
    kind: 'task-finished',
    at,
    taskRunId,
    attempt: job.attempt,
    result: { state: 'KILLED', startedAt: at },
  }
}

function failed(job: LocalJob | RemoteJob, error: unknown): RunEvent {
  const at = Date.now()
  const message = reasonOf(error)
  if (job.kind === 'render') {
    return { kind: 'rendered', at, key: job.key, results: job.items.map(() => ({ error: message })) }
  }
  if (isCancellation(error) || job.kind === 'open-approval') return killed(job, message)
  const { taskRunId, attempt } = job
  return {
    kind: 'task-finished',
    at,
    taskRunId,
    attempt,
    result: { state: 'FAILED', message, startedAt: at },
  }
}

function typeOf(host: JobHost, taskId: string): string {
  const task = findTask(host.program.flow, taskId)
  if (!task) throw new Error(`The flow has no task ${taskId}`)
  return task.type
}

function attemptCall(host: JobHost, job: Exclude<LocalJob | RemoteJob, { kind: 'render' }>): AttemptCall {
  const { executionId, generation, namespace, flowId, flowRevision } = host.input
  const { taskRunId, taskId } = job
  const reads = findTask(host.program.flow, taskId)?.reads ?? everything
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
  }
}

function renderBatch(host: JobHost, job: Extract<LocalJob, { kind: 'render' }>): RenderBatch {
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
