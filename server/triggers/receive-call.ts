import type { CallAnswer, ReceivedCall } from '#engine/catalog/trigger-host.ts'
import { receivers } from '#generated/catalog/receivers.ts'
import type { Execution } from '#generated/prisma/client.ts'
import { db, uniqueConflict } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { getExecution } from '#server/runs/get-execution.ts'
import { newExecutionId } from '#server/runs/new-id.ts'
import { throughGate } from '#server/runs/start-gate.ts'
import type { ExecutionView } from '#server/runs/view.ts'
import { waitForExecution } from '#server/runs/wait-for-execution.ts'
import { committed } from '#server/transaction.ts'
import { allHold } from './conditions.ts'
import { isOn, loadTrigger, type FoundTrigger } from './find-trigger.ts'
import { derivedId } from './key.ts'
import { isAuthors, noteError } from './note.ts'
import { insertTriggered, prepareStart } from './start-triggered.ts'
import { triggerScope, type TriggerScope } from './scope.ts'

/** A call of a webhook's address. */
export interface WebhookCall extends Omit<ReceivedCall, 'render' | 'at'> {
  namespace: string
  flowId: string
  /** Aborted when the caller is gone. */
  signal: AbortSignal
}

export interface WebhookAnswer {
  execution: ExecutionView
  answer: CallAnswer
}

/**
 * What a call from outside starts. Nobody is asked for a permission: the key in the address, and a signature where the trigger
 * wants one, are what lets it in.
 * @returns undefined where the conditions of the trigger do not let it through
 * @throws AppError `not-found` for a wrong key too, `unauthenticated` for a wrong signature, `invalid` where the inputs cannot
 * be made from it, `conflict` while an execution holds the next one back
 */
export async function receiveCall(call: WebhookCall): Promise<WebhookAnswer | undefined> {
  for (const found of await candidates(call)) {
    const receive = receivers[found.trigger.type]
    if (!receive) continue
    const secrets = triggerScope(found.flow, { variables: {} })
    const at = Date.now()
    const received = await receive(found.trigger.properties, { ...call, at, render: secrets.render })
    if (received.kind === 'foreign') continue
    if (received.kind === 'refused') throw new AppError('unauthenticated', received.message)
    const { variables, stored, repeat, answer } = received
    const scope = secrets.with({ trigger: variables })
    if (!(await lets(found, scope))) return undefined
    const executionId = repeat === undefined ? newExecutionId() : derivedId(found.row, `call ${repeat}`)
    const execution = await start(found, { scope, stored, executionId, at })
    return { execution: await settled(execution.id, answer, call.signal), answer }
  }
  throw nothingThere()
}

function nothingThere(): AppError {
  return new AppError('not-found', 'There is no such webhook.')
}

async function candidates({ namespace, flowId }: WebhookCall): Promise<FoundTrigger[]> {
  const flow = await db.flow.findUnique({ where: { namespace_id: { namespace, id: flowId } } })
  if (!flow || flow.deleted || flow.disabled) throw nothingThere()
  const rows = await db.trigger.findMany({
    where: { namespace, flowId, source: 'call' },
    orderBy: { triggerId: 'asc' },
  })
  const found = await Promise.all(rows.filter(isOn).map((row) => loadTrigger(row)))
  return found.filter((one) => one !== undefined)
}

async function lets(found: FoundTrigger, scope: TriggerScope): Promise<boolean> {
  try {
    return await allHold(found.trigger.conditions ?? [], { flow: found.flow, scope })
  } catch (error) {
    // a call of another kind than the condition is made for
    if (error instanceof Error) await noteError(found.row, error)
    return false
  }
}

interface Start {
  scope: TriggerScope
  stored: Parameters<typeof prepareStart>[0]['variables']
  executionId: string
  at: number
}

async function start(
  found: FoundTrigger,
  { scope, stored, executionId, at }: Start,
): Promise<Pick<Execution, 'id'>> {
  const prepared = await prepare(found, { scope, stored, executionId, at })
  try {
    const { result: inserted, follow } = await throughGate(() =>
      committed((tx) => insertTriggered(tx, prepared), { maxWait: 20_000, timeout: 20_000 }),
    )
    await follow()
    if (inserted === 'locked')
      throw new AppError('conflict', 'The last execution of this webhook still runs.')
  } catch (error) {
    if (!uniqueConflict(error)) throw error
  }
  return { id: executionId }
}

async function prepare(found: FoundTrigger, { scope, stored, executionId, at }: Start) {
  try {
    return await prepareStart({ found, scope, variables: stored, executionId, meantFor: new Date(at) })
  } catch (error) {
    if (!isAuthors(error)) throw error
    await noteError(found.row, error)
    throw error instanceof AppError ? error : new AppError('invalid', error.message)
  }
}

async function settled(id: string, { wait }: CallAnswer, signal: AbortSignal): Promise<ExecutionView> {
  if (wait) await waitForExecution(id, signal)
  return getExecution(systemActor, id)
}
