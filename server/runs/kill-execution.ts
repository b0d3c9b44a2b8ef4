import { isTerminal, type State } from '#engine/flow/flow.ts'
import type { KillCommand } from '#engine/workflow/messages.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { log } from '#server/log.ts'
import { refreshRequest } from '#server/requests/refresh-request.ts'
import { sendKill } from '#server/temporal.ts'
import { transaction } from '#server/transaction.ts'
import { endUnbegun } from './admit.ts'
import { findExecution } from './get-execution.ts'
import { lockExecution, type LockedExecution } from './locked-execution.ts'
import { transition } from './transition.ts'

/**
 * Ends an execution. It is KILLING when this answers, and KILLED within ten seconds whatever becomes of its workflow.
 * @throws AppError `not-found`, `forbidden`, `conflict` where it has ended already
 */
export async function killExecution(actor: Actor, id: string): Promise<void> {
  const row = await findExecution(actor, id, 'execution:kill')
  if (isTerminal(row.state as State) && !row.playsAfter) {
    throw new AppError('conflict', `The execution ${id} has already ended as ${row.state}.`)
  }
  await endExecution(actor, id, { by: actor.id, outcome: 'KILLED' })
}

/**
 * Ends an execution for a verb that has asked for its own permission.
 * @returns false where it had ended before
 */
export async function endExecution(actor: Actor, id: string, command: KillCommand): Promise<boolean> {
  const begun = await transaction((tx) => beginEnd(tx, actor, id, command))
  await goOnEnding(begun, id, command)
  return begun !== undefined
}

/** How an end begins: what waits for its time is over at once. */
type BegunEnd = 'over' | 'ending'

/**
 * Begins to end an execution in the transaction of what ends it, as where a request is withdrawn: so neither is without the other,
 * wherever a process dies. What follows the commit is `goOnEnding`; where that does not come the sweep ends it.
 * @returns undefined where it had ended before
 */
export async function beginEnd(
  tx: Tx,
  actor: Actor,
  ...[id, command]: [id: string, command: KillCommand]
): Promise<BegunEnd | undefined> {
  const row = await lockExecution(tx, id)
  if (!row || (isTerminal(row.state) && !row.playsAfter)) return undefined
  const after = { outcome: command.outcome ?? 'KILLED', reason: command.reason ?? null }
  const isWaiting = !hasBegun(row)
  const { changed } = isWaiting
    ? await endUnbegun(tx, row, { state: after.outcome })
    : await transition(tx, row, { told: [{ state: 'KILLING', at: Date.now() }] })
  if (changed || row.playsAfter)
    await audit(tx, actor, { action: 'execution:kill', subjectType: 'execution', subjectId: id, after })
  await tellEnd(tx, id)
  return isWaiting ? 'over' : 'ending'
}

/** Tells its workflow that it ends, after the commit. */
export async function goOnEnding(
  begun: BegunEnd | undefined,
  ...[id, command]: [id: string, command: KillCommand]
): Promise<void> {
  if (begun === 'ending') await stop(id, command)
}

/** Whether there is a workflow, or will be in a moment: one that waits for its time or for a slot has none. */
function hasBegun({ state, scheduleDate }: LockedExecution): boolean {
  return state !== 'QUEUED' && (state !== 'CREATED' || scheduleDate === null)
}

/** Writes the end of an execution whose workflow is gone or does not answer. Later writes of that workflow are refused. */
export async function forceEnd(id: string, end: { state: State; error?: string }): Promise<boolean> {
  return transaction(async (tx) => {
    const row = await lockExecution(tx, id)
    if (!row || isTerminal(row.state)) return false
    await transition(tx, row, { told: [{ state: end.state, at: Date.now() }], values: { error: end.error } })
    await tellEnd(tx, id)
    return true
  })
}

async function tellEnd(tx: Tx, id: string): Promise<void> {
  await refreshRequest(tx, id)
  await announce(tx, [`execution:${id}`, 'runs'])
}

/** What is not taken now is ended by the sweep. */
async function stop(id: string, command: KillCommand): Promise<void> {
  try {
    if ((await sendKill(id, command)) === 'gone') await forceEnd(id, { state: command.outcome ?? 'KILLED' })
  } catch (error) {
    log().warn({ executionId: id, error: String(error) }, 'The kill was not taken yet')
  }
}
