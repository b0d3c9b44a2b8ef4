import { semantics } from '#engine/flow/advance/semantics.ts'
import type { RunStart } from '#engine/flow/advance/events.ts'
import type { Flow, JsonObject } from '#engine/flow/flow.ts'
import type { Tx } from '#server/db.ts'
import { announce } from '#server/events.ts'
import { startRun } from '#server/temporal.ts'
import { afterCommit } from '#server/transaction.ts'
import { admit, endUnbegun } from './admit.ts'
import type { LockedExecution } from './locked-execution.ts'
import { firstInput } from './run-input.ts'
import { startAt } from './start-scheduled.ts'
import { storable } from './storable.ts'

/** What started an execution, beside a person: the shape that REST shows. */
export interface StartedBy {
  /** Id of the task or the trigger. */
  id: string
  /** Its type. */
  type: string
  /** What templates read as `trigger`; with `executionId` where another execution is behind it. */
  variables: JsonObject
}

/** Where the execution of a subflow stands below its parent's. */
export interface ChildPlace {
  taskRunId: string
  /** Attempt of the task run, from 1. */
  attempt: number
  /** Which of them, from 0, where it starts one for each of many. */
  iteration?: number
  /** One more than the parent's. */
  depth: number
  /** Whether the task run waits for its end. */
  waited: boolean
}

export interface NewExecution {
  flow: Flow
  /** As its workflow takes it; `start.trigger` is `trigger.variables`. */
  start: RunStart
  /** The request that it plays. */
  requestId?: string
  /** Whom templates know as the requester. */
  createdById?: string
  /** Unique over all executions. */
  idempotencyKey?: string
  trigger?: StartedBy
  child?: ChildPlace
  /** It begins at that time instead of now. */
  scheduleDate?: Date
  /** The execution that this one is a replay of, or begins in place of. */
  replaces?: string
  /** Goes on from task runs that are kept: whoever inserts it gives it its state, whatever the limit says, and starts it. */
  begun?: boolean
  /** It is over before it begins: why it FAILED. */
  failure?: string
}

/**
 * Inserts an execution. Every start comes through here, whoever asks; the caller's transaction holds what belongs to it
 * (audit, request). After the commit its workflow starts, at its time and when its flow's limit lets it; what is lost in
 * between the sweep does.
 */
export async function insertExecution(tx: Tx, execution: NewExecution): Promise<void> {
  const { flow, start, trigger, child } = execution
  const createdAt = new Date(start.at)
  const startedBy = trigger?.variables.executionId
  const { origin } = start
  await tx.execution.create({
    data: {
      id: start.executionId,
      namespace: flow.namespace,
      flowId: flow.id,
      flowRevision: flow.revision,
      requestId: execution.requestId,
      state: 'CREATED',
      semantics: start.semantics ?? semantics,
      inputs: JSON.parse(storable(start.inputs)),
      round: start.round,
      rounds: start.rounds && JSON.parse(storable(start.rounds)),
      labels: start.labels,
      variables: start.variables,
      trigger: trigger && JSON.parse(storable(trigger)),
      triggerExecutionId: typeof startedBy === 'string' ? startedBy : undefined,
      parentTaskRunId: child?.taskRunId,
      parentAttempt: child?.attempt,
      parentTold: child?.waited === true ? false : undefined,
      iteration: child?.iteration,
      depth: child?.depth,
      parentId: execution.replaces,
      originalId: origin?.executionId,
      attempt: origin?.attempt,
      originStartedAt: origin && new Date(origin.startedAt),
      scheduleDate: execution.scheduleDate,
      limited: flow.concurrency !== undefined,
      idempotencyKey: execution.idempotencyKey,
      createdById: execution.createdById,
      createdAt,
      histories: [{ state: 'CREATED', date: createdAt.toISOString() }],
    },
  })
  await announce(tx, ['runs', `flow:${flow.namespace}/${flow.id}`])
  if (!execution.begun) await place(tx, execution)
}

/** Whether and when it begins, now that its row is there. */
async function place(tx: Tx, execution: NewExecution): Promise<void> {
  const { flow, start, scheduleDate, failure } = execution
  const row: LockedExecution = {
    id: start.executionId,
    namespace: flow.namespace,
    flowId: flow.id,
    flowRevision: flow.revision,
    state: 'CREATED',
    generation: start.generation,
    seq: 0,
    requestId: execution.requestId ?? null,
    scheduleDate: scheduleDate ?? null,
    limited: flow.concurrency !== undefined,
    playsAfter: false,
  }
  if (failure !== undefined) return void (await endUnbegun(tx, row, { state: 'FAILED', error: failure }))
  if (scheduleDate) return afterCommit(tx, () => Promise.resolve(startAt(row.id, scheduleDate)))
  if (await admit(tx, row, flow.concurrency)) {
    afterCommit(tx, async () => void (await startRun(firstInput(flow, start))))
  }
}
