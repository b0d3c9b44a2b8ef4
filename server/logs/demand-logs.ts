import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { can } from '#server/people/can.ts'
import type { Permission } from '#server/people/permissions.ts'

/**
 * Passes where the actor may do this with the log of an execution. What is left of a deleted execution is judged by its namespace.
 * @throws AppError `not-found` where there is neither, or it may not be known; `forbidden`
 */
export async function demandLogs(actor: Actor, executionId: string, permission: Permission): Promise<void> {
  const where = { where: { id: executionId }, select: { namespace: true } }
  const row =
    (await db.execution.findUnique(where)) ??
    (await db.log.findFirst({ where: { executionId }, select: { namespace: true } }))
  if (!row || !can(actor, 'log:read', row))
    throw new AppError('not-found', `There is no execution ${executionId}, or you may not see it.`)
  if (!can(actor, permission, row))
    throw new AppError('forbidden', `You may not do this: it needs the permission ${permission}.`)
}
