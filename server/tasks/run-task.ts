import type { TaskResult } from '#engine/catalog/host.ts'
import type { TaskEnd } from '#engine/flow/advance/types.ts'
import { findTask } from '#engine/flow/find-task.ts'
import type { JsonObject, Task } from '#engine/flow/flow.ts'
import { activities } from '#generated/catalog/activities.ts'
import { isDatabaseError } from '#server/db.ts'
import { storeBig } from '#server/files/references.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { makeHost } from './make-host.ts'
import { guardOutputs } from './outputs.ts'
import { readProperties } from './read-properties.ts'
import { Rendering } from './rendering.ts'
import { TaskLog } from './task-log.ts'
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
  return { ...(await attempt.end(result)), startedAt, endedAt: Date.now() }
}

class Attempt {
  readonly rendering: Rendering
  readonly log: TaskLog

  constructor(
    readonly call: TaskCall,
    private readonly task: Task,
  ) {
    this.rendering = new Rendering(call)
    this.log = new TaskLog(call, task.logLevel ?? 'TRACE')
  }

  async run(): Promise<TaskResult | 'cancelled'> {
    const activity = activities[this.task.type]
    if (!activity) return { state: 'FAILED', message: `There is no code for the type \`${this.task.type}\`` }
    const { host, close } = makeHost(this)
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
        ...(result.outputs ? { outputs: await this.stored(result.outputs) } : {}),
      }
    }
    await this.log.flush()
    const { state, variables, keepVariables } = result
    const set = variables ? { variables: this.guarded(variables), keepVariables } : {}
    return { state, outputs: await this.stored(result.outputs), ...set }
  }

  private stored(outputs: JsonObject): Promise<JsonObject> {
    return storeBig(this.call, this.guarded(outputs))
  }

  private guarded(values: JsonObject): JsonObject {
    return guardOutputs(values, this.rendering.mask) as JsonObject
  }
}
