import { Context, heartbeat, sleep } from '@temporalio/activity'
import { Client, Connection, type WorkflowHandle } from '@temporalio/client'
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { TaskEnd } from '#engine/flow/advance/events.ts'
import type { Fact } from '#engine/flow/advance/facts.ts'
import type { Flow, Task } from '#engine/flow/flow.ts'
import type { ProgressAnswer, ProgressBatch, RunInput } from '#engine/workflow/messages.ts'
import type { Plan } from './toy.ts'

Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) })
const address = process.env.TEMPORAL_ADDRESS ?? ''
const taskQueue = `limits-${randomBytes(4).toString('hex')}`

/** What the activities saw, by execution. */
export class Seen {
  facts: Fact[] = []
  seqs: number[] = []
  /** Inline steps that ended, told or not. */
  inlineSteps = 0
  slowEnd = 'not ended'
  names(): string[] {
    return this.facts.map((fact) => (fact.kind === 'execution' ? (fact.labels?.name ?? '') : fact.kind))
  }
}
const seen = new Map<string, Seen>()

export function seenOf(executionId: string): Seen {
  const known = seen.get(executionId) ?? new Seen()
  seen.set(executionId, known)
  return known
}

/** The slow activity takes fifteen of these. */
const stepMs = 200

const success = (): TaskEnd => ({ state: 'SUCCESS', startedAt: Date.now() })
const inExecution = () => Context.current().info.workflowExecution?.workflowId ?? ''

const activities = {
  inline: async (): Promise<TaskEnd> => {
    await new Promise((next) => setTimeout(next, 1))
    seenOf(inExecution()).inlineSteps++
    return { ...success(), outputs: { value: randomBytes(500).toString('hex') } }
  },
  quick: async () => success(),
  added: async () => success(),
  slow: async () => {
    const mine = seenOf(inExecution())
    try {
      for (let i = 0; i < 15; i++) {
        heartbeat(i)
        await sleep(stepMs)
      }
      mine.slowEnd = 'completed'
      return success()
    } catch (error) {
      mine.slowEnd = 'cancelled'
      throw error
    }
  },
  recordProgress: async (batch: ProgressBatch): Promise<ProgressAnswer> => {
    const mine = seenOf(batch.executionId)
    if (mine.seqs.includes(batch.seq)) return { kind: 'stored' }
    mine.seqs.push(batch.seq)
    mine.facts.push(...batch.facts)
    return { kind: 'stored' }
  },
}

export interface Bench {
  client: Client
  worker: Worker
  stop(): Promise<void>
}

/** A worker with one of the two releases. */
export async function startBench(
  workflows: './workflows.ts' | './workflows-after.ts',
  cache = 200,
): Promise<Bench> {
  const connection = await NativeConnection.connect({ address })
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL(workflows, import.meta.url)),
    logger: new DefaultLogger('ERROR'),
  })
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowBundle,
    activities,
    maxCachedWorkflows: cache,
    maxHeartbeatThrottleInterval: 1_000,
    stickyQueueScheduleToStartTimeout: 1_000,
  })
  const running = worker.run()
  const client = new Client({ connection: await Connection.connect({ address }) })
  return {
    client,
    worker,
    stop: async () => {
      worker.shutdown()
      await running
      await connection.close()
      await client.connection.close()
    },
  }
}

const task = (id: string): Task => ({
  id,
  type: id,
  mode: 'activity',
  disabled: false,
  allowFailure: false,
  allowWarning: false,
  properties: {},
  reads: { whole: false, names: [] },
  branches: {},
  errors: [],
  finally: [],
})

const flow: Flow = {
  id: 'toy',
  namespace: 'bench',
  revision: 1,
  labels: {},
  inputs: [],
  variables: {},
  tasks: ['inline', 'quick', 'slow', 'added'].map(task),
  errors: [],
  finally: [],
  outputs: [],
  triggers: [],
  stages: [],
  disabled: false,
}

export function start(bench: Bench, name: string, argument?: unknown): Promise<WorkflowHandle> {
  const workflowId = `${name}-${randomBytes(6).toString('hex')}`
  return bench.client.workflow.start(name, {
    taskQueue,
    workflowId,
    args: argument === undefined ? [] : [argument],
  })
}

/** Starts the shell on a plan; the workflow's id is the execution's. */
export function startPlan(bench: Bench, plan: Plan, name = 'shell'): Promise<WorkflowHandle> {
  const executionId = `${name}-${randomBytes(6).toString('hex')}`
  const inputs = { ...plan }
  const input: RunInput = {
    executionId,
    generation: 1,
    namespace: flow.namespace,
    flowId: flow.id,
    flowRevision: 1,
    flow,
    seq: 0,
    from: {
      kind: 'start',
      start: { executionId, generation: 1, inputs, labels: {}, variables: {}, semantics: 1, at: Date.now() },
    },
  }
  return bench.client.workflow.start(name, { taskQueue, workflowId: executionId, args: [input] })
}

/** Events of one run's history, and how many runs there were before it. */
export async function lengthOf(bench: Bench, handle: WorkflowHandle): Promise<number> {
  return (await bench.client.workflow.getHandle(handle.workflowId).describe()).historyLength
}
