import { AppError } from '#server/errors.ts'
import { isWithin } from '#server/people/can.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { setDisabled } from './change-triggers.ts'
import type { TriggerKey } from './key.ts'

/**
 * Switches a trigger on or off for a task of a flow: in the flow's namespace or below it, no more than its author could.
 * @returns why not, in words
 */
export async function toggleTrigger(
  namespace: string,
  key: TriggerKey,
  enabled: boolean,
): Promise<string | undefined> {
  if (!isWithin(key.namespace, namespace))
    return `A flow of ${namespace} may not change triggers in ${key.namespace}: it is not in or below its namespace`
  try {
    await setDisabled(systemActor, key, !enabled)
    return undefined
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'unavailable') throw error
    return error.message
  }
}
