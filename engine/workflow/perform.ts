import { isCancellation } from '@temporalio/workflow'
import type { ApprovalOpened, RenderResult, RunEvent, TaskEnd } from '../flow/advance/events.ts'
import type { Escalated } from '../flow/approvals/amendment.ts'
import { callLocal, callRemote, reasonOf } from './calls.ts'
import { attemptCall, renderBatch, typeOf, type JobHost } from './job-host.ts'
import type { AttemptJob, LocalJob } from './jobs.ts'
import { sizeOf } from './size.ts'

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
export async function performRemote(host: JobHost, job: AttemptJob): Promise<RunEvent> {
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
    if (job.kind === 'escalate-approval') {
      const answer = await callRemote<Escalated>('escalateApproval', call, { timeoutMs: endGraceMs })
      host.meter.add(0, sizeOf(answer))
      return { kind: 'approval-escalated', at: Date.now(), taskRunId, step: job.attempt, answer }
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
export function killed(job: AttemptJob | Exclude<LocalJob, { kind: 'render' }>, message: string): RunEvent {
  const at = Date.now()
  const { taskRunId } = job
  if (job.kind === 'open-approval') {
    return { kind: 'approval-opened', at, taskRunId, opened: { kind: 'impossible', message } }
  }
  if (job.kind === 'escalate-approval') {
    return { kind: 'approval-escalated', at, taskRunId, step: job.attempt, answer: { kind: 'nobody' } }
  }
  return {
    kind: 'task-finished',
    at,
    taskRunId,
    attempt: job.attempt,
    result: { state: 'KILLED', startedAt: at },
  }
}

function failed(job: LocalJob | AttemptJob, error: unknown): RunEvent {
  const at = Date.now()
  const message = reasonOf(error)
  if (job.kind === 'render') {
    return { kind: 'rendered', at, key: job.key, results: job.items.map(() => ({ error: message })) }
  }
  const isApproval = job.kind === 'open-approval' || job.kind === 'escalate-approval'
  if (isCancellation(error) || isApproval) return killed(job, message)
  const { taskRunId, attempt } = job
  return {
    kind: 'task-finished',
    at,
    taskRunId,
    attempt,
    result: { state: 'FAILED', message, startedAt: at },
  }
}
