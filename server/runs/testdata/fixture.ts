import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { getExecution } from '#server/runs/get-execution.ts'
import { startExecution, type StartCall } from '#server/runs/start-execution.ts'
import type { ExecutionView } from '#server/runs/view.ts'
import { waitForExecution } from '#server/runs/wait-for-execution.ts'
import { call, disconnectTemporal } from '#server/temporal.ts'
import { startWorker, type RunningWorker } from '#server/worker.ts'
import { makePerson } from '../../../tests/harness/people.ts'
import { until } from '../../../tests/harness/until.ts'

/** A worker of the test file's own, and an engineer whom everything is done as. */
export interface Runs {
  engineer: Actor
  startWorker(): Promise<void>
  stopWorker(): Promise<void>
  /** Publishes a flow. */
  publish(source: string): Promise<void>
  start(flowId: string, more?: Partial<StartCall>): Promise<string>
  /** Waits until the execution has ended or is paused. */
  rest(id: string, seconds?: number): Promise<ExecutionView>
  run(flowId: string, more?: Partial<StartCall>): Promise<ExecutionView>
  /**
   * Waits until no worker has anything of it in hand: what one takes along into its end is given to another only when the
   * time of a workflow task is over, after ten seconds.
   */
  handsFree(id: string): Promise<void>
}

export const namespace = 'company.team'

/** Sets a test file up; what it answers may be used inside of tests. */
export function setUpRuns(options: { worker: boolean } = { worker: true }): Runs {
  let worker: RunningWorker | undefined
  const runs: Runs = {
    get engineer(): Actor {
      if (!engineer) throw new Error('The engineer is made before the first test')
      return engineer
    },
    startWorker: async () => {
      worker = await startWorker({ sweepMs: 0, bundleFolder: path.resolve('node_modules/.cache/formwork') })
    },
    stopWorker: async () => {
      await worker?.stop()
      worker = undefined
    },
    publish: async (source) => void (await saveFlow(runs.engineer, source)),
    start: async (flowId, more = {}) =>
      (await startExecution(runs.engineer, { namespace, flowId, inputs: {}, ...more })).executionId,
    rest: async (id, seconds = 110) => {
      await waitForExecution(id, AbortSignal.timeout(seconds * 1000))
      return getExecution(runs.engineer, id)
    },
    run: async (flowId, more) => runs.rest(await runs.start(flowId, more)),
    handsFree: async (id) => {
      await until(async () => {
        const { raw } = await call((client) => client.workflow.getHandle(id).describe())
        return !raw.pendingWorkflowTask && !raw.pendingActivities?.length
      }, 'no worker has anything of the run in hand')
    },
  }
  let engineer: Actor | undefined
  beforeAll(async () => {
    engineer = (await makePerson({ roles: ['engineer'], name: 'Eva Engineer' })).actor
    if (options.worker) await runs.startWorker()
  })
  afterAll(async () => {
    await runs.stopWorker()
    await disconnectTemporal()
  })
  return runs
}

/** The states of the task runs, by task id. */
export function statesOf(execution: ExecutionView): Record<string, string> {
  return Object.fromEntries(execution.taskRunList.map((run) => [run.taskId, run.state.current]))
}
