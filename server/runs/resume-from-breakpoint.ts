import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { findExecution } from './get-execution.ts'
import { noBreakpoints } from './schemas.ts'

/**
 * Refuses: no execution waits at a breakpoint.
 * @throws AppError `not-found`, `forbidden`, `conflict`
 */
export async function resumeFromBreakpoint(actor: Actor, id: string): Promise<never> {
  const { state } = await findExecution(actor, id, 'execution:update')
  throw new AppError('conflict', `The execution is not at a breakpoint, but ${state}: ${noBreakpoints}.`)
}
