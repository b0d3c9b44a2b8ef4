import type { Actor } from '#server/actor.ts'
import { audited } from '#server/audit/audited.ts'
import { AppError } from '#server/errors.ts'
import { sendHold } from '#server/temporal.ts'
import { findExecution } from './get-execution.ts'

/** States in which an execution can be paused. */
export const pausable: readonly string[] = ['RUNNING', 'RETRYING', 'RESTARTED']

/**
 * Pauses a running execution: what runs goes on to its end, nothing new begins until it is resumed.
 * @throws AppError `not-found`, `forbidden`, `invalid` where it does not run
 */
export async function pauseExecution(actor: Actor, id: string): Promise<void> {
  const row = await findExecution(actor, id, 'execution:update')
  if (!pausable.includes(row.state))
    throw new AppError('invalid', `Only a running execution can be paused, but this one is ${row.state}.`)
  const entry = { action: 'execution:pause', subjectType: 'execution', subjectId: id }
  await audited(actor, entry, () => sendHold(id, { by: actor.name }))
}
