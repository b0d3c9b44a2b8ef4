import type { Concurrency, State } from '#engine/flow/flow.ts'
import type { Tx } from '#server/db.ts'
import { refreshRequest } from '#server/requests/refresh-request.ts'
import type { LockedExecution } from './locked-execution.ts'
import { countSlots, lockSlots } from './slots.ts'
import { admitNext, transition } from './transition.ts'

/**
 * Asks for one of the flow's slots for an execution that is to begin. With a limit it is RUNNING, QUEUED, or ended by the
 * limit's behavior afterwards; nobody overtakes those who wait.
 * @param limit of the execution's revision
 * @returns whether its workflow may start now; one that waits is started when its turn has come
 */
export async function admit(tx: Tx, row: LockedExecution, limit: Concurrency | undefined): Promise<boolean> {
  if (!limit) return true
  await lockSlots(tx, row)
  const { running, queued } = await countSlots(tx, row)
  const isFull = running >= limit.limit
  const at = Date.now()
  if (limit.behavior === 'QUEUE' && (isFull || queued > 0)) {
    await transition(tx, row, { told: [{ state: 'QUEUED', at }] })
    if (!isFull) await admitNext(tx, row)
    return false
  }
  if (isFull) {
    const state = limit.behavior === 'CANCEL' ? 'CANCELLED' : 'FAILED'
    await endUnbegun(tx, row, { state, error: `The flow runs ${running} times already, which is its limit` })
    return false
  }
  await transition(tx, row, { told: [{ state: 'RUNNING', at }] })
  return true
}

/** Ends an execution that never begins: it has no workflow, and its request comes to what that means. */
export async function endUnbegun(
  tx: Tx,
  row: LockedExecution,
  end: { state: State; error?: string },
): Promise<{ changed: boolean }> {
  const told = [{ state: end.state, at: Date.now() }]
  const { changed } = await transition(tx, row, { told, values: { error: end.error } })
  if (row.requestId !== null) await refreshRequest(tx, row.id)
  return { changed }
}
