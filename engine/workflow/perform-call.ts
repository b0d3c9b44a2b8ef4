import type { CallAnswer, RunEvent } from '../flow/advance/events.ts'
import { callRemote, reasonOf } from './calls.ts'
import type { CallJob } from './jobs.ts'
import { attemptCall, type JobHost } from './job-host.ts'
import type { StartChildrenCall, StopChildrenCall } from './messages.ts'
import { sizeOf } from './size.ts'

/** Starts or stops the executions of a task run, in an activity; never rejects. */
export async function performCall(host: JobHost, job: CallJob): Promise<RunEvent> {
  const timeoutMs = host.limits.endGraceMs
  if (job.kind === 'stop-children') {
    const { executionId } = host.input
    const { taskRunId } = job
    const call: StopChildrenCall = { executionId, taskRunId, attempt: job.attempt }
    host.meter.add(6, sizeOf(call))
    // what cannot be stopped now is ended after the execution
    await callRemote<null>('stopChildren', call, { timeoutMs }).catch(reasonOf)
    return { kind: 'children-stopped', at: Date.now(), taskRunId, attempt: job.attempt }
  }
  const call: StartChildrenCall = {
    ...attemptCall(host, job),
    many: job.many,
    iterations: job.iterations,
    labels: host.state.context.labels,
  }
  host.meter.add(6, sizeOf(call))
  try {
    const answer = await callRemote<CallAnswer>('startChildren', call, { timeoutMs })
    host.meter.add(0, sizeOf(answer))
    return started(job, answer)
  } catch (error) {
    return started(job, { total: 0, children: [], impossible: reasonOf(error) })
  }
}

function started(job: Extract<CallJob, { kind: 'start-children' }>, answer: CallAnswer): RunEvent {
  const { taskRunId, attempt, iterations } = job
  return { kind: 'children-started', at: Date.now(), taskRunId, attempt, iterations, answer }
}
