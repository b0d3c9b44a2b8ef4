import { z } from 'zod'
import { states, type Condition } from '#engine/flow/flow.ts'
import type { Preconditions } from '#engine/catalog/trigger-host.ts'
import { rememberedKeys, timeWindowOf } from '#engine/flow/triggers/remembered.ts'
import type { Trigger as TriggerRow } from '#generated/prisma/client.ts'
import { listeners } from '#generated/catalog/listeners.ts'
import { conditionSpecs } from '#generated/catalog/specs.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { loadFlowIn } from '#server/flows/load-flow.ts'
import { log } from '#server/log.ts'
import { whoMayUse } from '#server/namespaces/access.ts'
import { allHold, conditionHolds, factsOf, type Judging } from './conditions.ts'
import { hearOf, type Heard } from './heard-execution.ts'
import { derivedId, printKey, triggerOf } from './key.ts'
import { remember } from './remember.ts'
import { insertTriggered, prepareStart } from './start-triggered.ts'
import { triggerScope } from './scope.ts'
import { isAuthors, noteError } from './note.ts'
import type { FoundTrigger } from './find-trigger.ts'

const payloadSchema = z.object({
  executionId: z.string(),
  generation: z.number().int(),
  state: z.enum(states),
})

/** Flows that start each other end after so many. */
const deepest = 50
const depthLabel = 'system.triggerDepth'

/**
 * Tells all triggers that listen of the state that an execution came to. All that they do about it is in the transaction
 * of the duty, so that it is done once.
 */
export async function hearExecution(payload: unknown, tx: Tx): Promise<void> {
  const { executionId, generation, state } = payloadSchema.parse(payload)
  const row = await tx.execution.findUnique({ where: { id: executionId } })
  if (!row) return
  const rows = await tx.trigger.findMany({
    where: {
      states: { has: state },
      disabled: false,
      sourceDisabled: false,
      removed: false,
      // a flow never starts itself
      NOT: { namespace: row.namespace, flowId: row.flowId },
    },
    orderBy: [{ namespace: 'asc' }, { flowId: 'asc' }, { triggerId: 'asc' }],
  })
  const near = await whoMayUse(
    row.namespace,
    rows.map(({ namespace }) => namespace),
    tx,
  )
  const listening = rows.filter(({ namespace }) => near.has(namespace))
  if (listening.length === 0) return
  const heard = await hearOf(tx, row, state)
  const cause = `execution ${executionId} ${generation} ${state}`
  for (const trigger of listening) {
    await tell(tx, await foundOf(tx, trigger), { heard, cause })
  }
}

function endless(): AppError {
  return new AppError(
    'conflict',
    `Flows that start each other went on for ${deepest} executions: this one is the last.`,
  )
}

async function foundOf(tx: Tx, row: TriggerRow): Promise<FoundTrigger> {
  const flow = await loadFlowIn(tx, row)
  return { row, flow, trigger: triggerOf(flow, row.triggerId) }
}

async function tell(
  tx: Tx,
  found: FoundTrigger,
  { heard, cause }: { heard: Heard; cause: string },
): Promise<void> {
  const { flow, row } = found
  const flowRow = await tx.flow.findUnique({
    where: { namespace_id: { namespace: flow.namespace, id: flow.id } },
  })
  if (!flowRow || flowRow.disabled || flowRow.deleted) return
  const scope = triggerScope(flow, {
    variables: { trigger: heard.variables },
    kept: heard.kept,
    executionId: heard.execution.id,
  })
  const judging: Judging = { flow, scope, execution: heard.execution }
  try {
    if (!(await comesTrue(tx, found, judging))) return
    const depth = Number(heard.execution.labels[depthLabel] ?? 0) + 1
    if (depth > deepest) throw endless()
    const correlation = heard.execution.labels['system.correlationId'] ?? heard.execution.id
    const prepared = await prepareStart({
      found,
      scope,
      variables: heard.variables,
      executionId: derivedId(row, cause),
      systemLabels: { 'system.correlationId': correlation, [depthLabel]: String(depth) },
      meantFor: new Date(),
    })
    await insertTriggered(tx, prepared)
  } catch (error) {
    if (!isAuthors(error)) throw error
    await noteError(row, error)
  }
}

/** Whether the conditions hold now, and all that is remembered has come true. */
async function comesTrue(tx: Tx, { trigger, row }: FoundTrigger, judging: Judging): Promise<boolean> {
  const { conditions = [] } = trigger
  const remembers = (condition: Condition) => conditionSpecs[condition.type]?.remembers === true
  const plain = conditions.filter((condition) => !remembers(condition))
  if (!(await quietly(printKey(row), () => allHold(plain, judging)))) return false
  const { preconditions } = listeners[trigger.type]?.(trigger.properties) ?? {}
  const sets = [
    ...(preconditions ? [preconditions] : []),
    ...conditions.filter(remembers).map((one) => setOf(one, judging)),
  ]
  if (sets.length === 0) return true
  const results = []
  for (const set of sets) {
    const trueNow: string[] = []
    for (const part of set.parts) {
      const holds = await quietly(printKey(row), () => part.test(factsOf(judging)))
      if (holds) trueNow.push(part.name)
    }
    results.push({ set, trueNow })
  }
  return remember(tx, row, results)
}

/** A condition whose parts are remembered, as the trigger's own preconditions are. */
function setOf({ properties, parts = [] }: Condition, judging: Judging): Preconditions {
  const keys = rememberedKeys.parse(properties)
  return {
    id: keys.id,
    timeWindow: timeWindowOf(keys),
    resetOnSuccess: keys.resetOnSuccess,
    parts: parts.map(({ name, condition }) => ({ name, test: () => conditionHolds(condition, judging) })),
  }
}

/** A condition over one execution may make no sense of another: that it cannot be evaluated means no. */
async function quietly(name: string, judge: () => Promise<boolean>): Promise<boolean> {
  try {
    return await judge()
  } catch (error) {
    log().debug({ trigger: name, error: String(error) }, 'A condition could not be evaluated')
    return false
  }
}
