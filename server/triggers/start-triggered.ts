import { semantics } from '#engine/flow/advance/semantics.ts'
import type { RunStart } from '#engine/flow/advance/events.ts'
import type { Flow, JsonObject } from '#engine/flow/flow.ts'
import { limits } from '#engine/workflow/limits.ts'
import { sizeOf } from '#engine/workflow/size.ts'
import { triggerSpecs } from '#generated/catalog/specs.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { insertExecution } from '#server/runs/insert-execution.ts'
import { labelsOf } from '#server/runs/labels.ts'
import { readValues } from '#server/runs/start-execution.ts'
import type { FoundTrigger } from './find-trigger.ts'
import { byKey } from './key.ts'
import type { TriggerScope } from './scope.ts'

/** An execution that a trigger is about to start. */
export interface TriggeredStart {
  found: FoundTrigger
  scope: TriggerScope
  /** What templates read as `trigger`. */
  variables: JsonObject
  executionId: string
  /** Over those of the trigger. */
  inputs?: JsonObject
  labels?: Record<string, string>
  /** Labels of the system: correlation, depth. */
  systemLabels?: Record<string, string>
  /** The time that it is meant for. */
  meantFor: Date
}

export interface PreparedStart {
  start: RunStart
  from: TriggeredStart
  /** It is over before it begins, for a check of its flow says so. */
  failure?: string
}

/**
 * Renders labels and inputs and reads them as the flow wants them; nothing is stored yet.
 * @throws AppError `invalid` with every problem, `too-large`; ExpressionError where a template cannot be evaluated
 */
export async function prepareStart(from: TriggeredStart): Promise<PreparedStart> {
  const { found, scope, executionId } = from
  const { flow, trigger } = found
  const rendered = (await scope.renderAll(trigger.labels ?? {})) as Record<string, string>
  const raw = { ...(await scope.renderAll(trigger.inputs)), ...(await scope.renderAll(from.inputs ?? {})) }
  const { values, failure } = await readValues(systemActor, readAs(found), { raw })
  if (sizeOf(values) + sizeOf(from.variables) > limits.inputBytes / 2)
    throw new AppError('too-large', 'What came with the trigger is too large to start an execution with.')
  const labels = labelsOf(flow, { ...rendered, ...from.labels })
  const start: RunStart = {
    executionId,
    generation: 1,
    inputs: values,
    labels: { ...labels, 'system.correlationId': executionId, ...from.systemLabels },
    variables: flow.variables,
    trigger: from.variables,
    semantics,
    at: Date.now(),
  }
  return { start, from, failure }
}

/**
 * Who listens to other flows cannot ask anybody: an input without a value is null there, as it is in Kestra. All else is
 * read as always.
 */
function readAs({ flow, row }: FoundTrigger): Flow {
  if (row.source !== 'execution') return flow
  return { ...flow, inputs: flow.inputs.map((input) => ({ ...input, required: false })) }
}

/** What became of a start: `exists` where the same cause has started it before, `locked` where the last one still lives. */
export type Inserted = 'inserted' | 'exists' | 'locked'

/** Inserts the execution and notes it at the trigger. The trigger's row is locked until the commit: one start at a time. */
export async function insertTriggered(tx: Tx, prepared: PreparedStart): Promise<Inserted> {
  const { start, from, failure } = prepared
  const { flow, trigger, row } = from.found
  const key = { namespace: row.namespace, flowId: row.flowId, triggerId: row.triggerId }
  await tx.$executeRaw`SELECT 1 FROM "Trigger" WHERE namespace = ${key.namespace} AND "flowId" = ${key.flowId}
    AND "triggerId" = ${key.triggerId} FOR UPDATE`
  const before = await tx.execution.findUnique({ where: { id: start.executionId }, select: { id: true } })
  if (before) return 'exists'
  const alone = trigger.allowConcurrent === false
  const current = alone ? await tx.trigger.findUnique({ where: byKey(key) }) : null
  if (current?.lockedBy) return 'locked'
  const type = triggerSpecs[trigger.type]?.aliases[0] ?? trigger.type
  const startedBy = { id: trigger.id, type, variables: from.variables }
  await insertExecution(tx, { flow, start, trigger: startedBy, failure })
  const last = row.lastAt !== null && row.lastAt > from.meantFor ? {} : { lastAt: from.meantFor }
  await tx.trigger.update({
    where: byKey(key),
    data: {
      ...last,
      lastExecutionId: start.executionId,
      evaluatedAt: new Date(),
      error: null,
      ...(alone ? { lockedBy: start.executionId } : {}),
    },
  })
  await announce(tx, ['triggers'])
  return 'inserted'
}
