import { ExpressionError } from '#engine/flow/expressions/error.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { log } from '#server/log.ts'
import { byKey, printKey, type TriggerKey } from './key.ts'

/** Whether a start failed by what the author wrote or a caller sent; all else is the machine's, and tried again. */
export function isAuthors(error: unknown): error is Error {
  // RangeError: a condition was given what is no date
  if (error instanceof ExpressionError || error instanceof RangeError) return true
  return error instanceof AppError && error.code !== 'unavailable'
}

/** Keeps why a trigger started nothing, for its page. */
export async function noteError(key: TriggerKey, error: Error): Promise<void> {
  log().warn({ trigger: printKey(key), error: error.message }, 'A trigger could start nothing')
  await db.trigger.updateMany({
    where: byKey(key).namespace_flowId_triggerId,
    data: { error: error.message.slice(0, 2000), evaluatedAt: new Date() },
  })
}
