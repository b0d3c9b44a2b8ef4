import type { Actor } from '#server/actor.ts'
import type { Execution } from '#generated/prisma/client.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { can } from '#server/people/can.ts'
import type { Permission } from '#server/people/permissions.ts'
import { executionView } from './execution-view.ts'
import { readBack } from './read-back.ts'
import type { ExecutionView } from './view.ts'

/** An execution with its task runs in the order of their creation. @throws AppError `not-found` */
export async function getExecution(actor: Actor, id: string): Promise<ExecutionView> {
  const row = await findExecution(actor, id, 'execution:read')
  // after the row: an end is stored together with its task runs, and whoever sees it must see them
  const runs = await db.taskRun.findMany({ where: { executionId: id }, orderBy: { position: 'asc' } })
  const whole = await readBack(row, runs)
  const view = executionView(whole.row, whole.runs)
  return row.state === 'QUEUED' ? { ...view, queuedBehind: await waitingBefore(row) } : view
}

/** How many of the flow's executions have their turn before this one. */
async function waitingBefore({ id, namespace, flowId, createdAt }: Execution): Promise<number> {
  return db.execution.count({
    where: {
      namespace,
      flowId,
      state: 'QUEUED',
      OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }],
    },
  })
}

/**
 * The row of an execution that the actor may do this with.
 * @throws AppError `not-found` where it is not, or the actor may not know of it; `forbidden` where they may only read it
 */
export async function findExecution(actor: Actor, id: string, permission: Permission): Promise<Execution> {
  const row = await db.execution.findUnique({ where: { id } })
  const subject = row && { namespace: row.namespace }
  if (!row || !subject || !can(actor, 'execution:read', subject)) {
    throw new AppError('not-found', `There is no execution ${id}, or you may not see it.`)
  }
  if (!can(actor, permission, subject)) {
    throw new AppError('forbidden', `You may not do this: it needs the permission ${permission}.`)
  }
  return row
}
