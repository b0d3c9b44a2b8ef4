import { setTimeout as sleep } from 'node:timers/promises'
import { playInner, type InnerHost } from '#engine/flow/advance/inner-play.ts'
import type { RenderResult, TaskEnd } from '#engine/flow/advance/events.ts'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { InnerReport } from './inner-report.ts'
import { inTime } from './in-time.ts'
import { renderItems } from './render-items.ts'
import type { TaskCall } from './types.ts'

type RunTask = (call: TaskCall) => Promise<TaskEnd>

/**
 * Plays the tasks that a task holds, in its own attempt and its folder, and tells the run of them.
 * @throws the signal's reason when the attempt is to end
 */
export async function playInnerRuns(
  outer: TaskCall,
  run: RunTask,
): Promise<{ state: 'SUCCESS' | 'WARNING' | 'FAILED'; message?: string }> {
  const { inner } = outer
  if (!inner) throw new Error('This task holds no tasks to play')
  const flow = await loadFlow(outer.namespace, outer.flowId, outer.flowRevision)
  const report = new InnerReport(outer)
  const host: InnerHost = {
    now: () => Date.now(),
    tell: (run) => report.tell(run),
    wait: (until) => sleep(Math.max(0, until - Date.now()), undefined, { signal: outer.signal }),
    render: (source, context) => renderOne(outer, source, context),
    run: ({ task, timeoutMs, ...attempt }) =>
      inOuter(run, { ...outer, ...attempt, taskId: task.id, inner: undefined }, timeoutMs),
  }
  try {
    return await playInner(flow, inner, host)
  } finally {
    await report.flush()
  }
}

/** @throws the signal's reason when not this attempt, but the one around it is to end */
async function inOuter(run: RunTask, call: TaskCall, timeoutMs: number | undefined): Promise<TaskEnd> {
  const end = await inTime(call, timeoutMs, run)
  call.signal.throwIfAborted()
  return end
}

async function renderOne(outer: TaskCall, source: Json, context: JsonObject): Promise<RenderResult> {
  const { executionId, generation, namespace, flowId, flowRevision } = outer
  const owner = { executionId, generation, namespace, flowId, flowRevision }
  const [result] = await renderItems({ ...owner, items: [{ source, context }] })
  return result ?? { error: 'it was not rendered' }
}
