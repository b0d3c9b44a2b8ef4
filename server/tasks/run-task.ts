import { createHash } from 'node:crypto'
import type { TaskResult } from '#engine/catalog/host.ts'
import type { TaskEnd } from '#engine/flow/advance/events.ts'
import { findTask } from '#engine/flow/find-task.ts'
import type { JsonObject, Task } from '#engine/flow/flow.ts'
import { activities } from '#generated/catalog/activities.ts'
import { isDatabaseError } from '#server/db.ts'
import { putFile } from '#server/files/put-file.ts'
import { storeBig } from '#server/files/references.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { logText } from '#server/logs/get-logs.ts'
import { makeHost } from './make-host.ts'
import { guardOutputs, sealNamed } from './outputs.ts'
import { playInnerRuns } from './play-inner-runs.ts'
import { readProperties } from './read-properties.ts'
import { Rendering } from './rendering.ts'
import { TaskLog } from './task-log.ts'
import { TaskMetrics } from './task-metrics.ts'
import type { TaskCall } from './types.ts'

/**
 * One attempt of a task: its properties are rendered and read by the type's spec, its code runs with a host of its own, what it
 * answers is masked and stored. Every failure of the task is an answer; only a failure of the machine throws and is tried again.
 */
export async function runTask(call: TaskCall): Promise<TaskEnd> {
  const startedAt = Date.now()
  const flow = await loadFlow(call.namespace, call.flowId, call.flowRevision)
  const task = findTask(flow, call.taskId)
  if (!task) return { state: 'FAILED', message: `The flow has no task \`${call.taskId}\``, startedAt }
  const attempt = new Attempt(call, task)
  const result = await attempt.run()
  const end = await attempt.end(result)
  const logFile = task.logToFile ? await keepLog(call) : undefined
  return { ...end, logFile, startedAt, endedAt: Date.now() }
}

/** The lines of this attempt as a file. A repeat of the attempt writes the same file again. */
async function keepLog({ executionId, namespace, flowId, taskRunId, attempt }: TaskCall): Promise<string> {
  const { uri } = await putFile({
    owner: { executionId, namespace, flowId },
    folder: createHash('sha256').update(taskRunId).digest('base64url').slice(0, 12),
    name: `attempt-${String(attempt)}.log`,
    content: logText(executionId, { taskRunId, attempt: attempt - 1 }),
  })
  return uri
}

class Attempt {
  readonly rendering: Rendering
  readonly log: TaskLog
  readonly metrics: TaskMetrics

  constructor(
    readonly call: TaskCall,
    private readonly task: Task,
  ) {
    this.rendering = new Rendering(call, call.mask)
    this.log = new TaskLog(call, task.logLevel ?? 'TRACE')
    this.metrics = new TaskMetrics(call)
  }

  async run(): Promise<TaskResult | 'cancelled'> {
    const activity = activities[this.task.type]
    if (!activity) return { state: 'FAILED', message: `There is no code for the type \`${this.task.type}\`` }
    const { call, rendering, log, metrics } = this
    const play = (folder: string) => playInnerRuns({ ...call, folder, mask: rendering.mask }, runTask)
    const { host, close } = makeHost({ call, rendering, log, metrics, play })
    try {
      const read = await readProperties(this.call, this.task, this.rendering)
      if ('problem' in read) return { state: 'FAILED', message: read.problem }
      return await activity(read.properties, host)
    } catch (error) {
      if (this.call.signal.aborted) return 'cancelled'
      if (isDatabaseError(error)) throw error
      // a secret or file that is not there, an address that is refused: the author reads why
      return { state: 'FAILED', message: error instanceof Error ? error.message : String(error) }
    } finally {
      await close()
    }
  }

  /** Stores what the attempt leaves: its outputs, and the last lines of its log. */
  async end(result: TaskResult | 'cancelled'): Promise<Omit<TaskEnd, 'startedAt'>> {
    await this.metrics.store()
    if (result === 'cancelled') {
      await this.log.flush()
      return { state: 'KILLED', message: 'Cancelled' }
    }
    if (result.state === 'FAILED') {
      const message = this.rendering.mask.text(result.message)
      await this.log.write('ERROR', message)
      await this.log.flush()
      return {
        state: 'FAILED',
        message,
        ...(result.outputs ? { outputs: await this.stored(result.outputs, result.sealed) } : {}),
      }
    }
    await this.log.flush()
    const { state, variables, keepVariables, labels, unset } = result
    const set = variables ? { variables: this.guarded(variables), keepVariables } : {}
    const labelled = labels ? { labels: this.masked(labels) } : {}
    return {
      state,
      outputs: await this.stored(result.outputs, result.sealed),
      ...set,
      ...labelled,
      ...(unset ? { unset } : {}),
    }
  }

  /** A label is shown wherever the execution is: no secret stands in it. */
  private masked(labels: Record<string, string>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(labels).map(([key, value]) => [key, this.rendering.mask.text(value)]),
    )
  }

  private stored(outputs: JsonObject, sealed: readonly string[] = []): Promise<JsonObject> {
    return storeBig(this.call, this.guarded(sealNamed(outputs, sealed, this.rendering.mask)))
  }

  private guarded(values: JsonObject): JsonObject {
    return guardOutputs(values, this.rendering.mask) as JsonObject
  }
}
