import { isTerminal, type State } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { transaction } from '#server/transaction.ts'
import { findExecution } from './get-execution.ts'

/**
 * Removes an ended execution with its task runs and logs. Its request stays: a person asked for it.
 * @throws AppError `not-found`, `forbidden`, `conflict` while it lives
 */
export async function deleteExecution(actor: Actor, id: string): Promise<void> {
  const row = await findExecution(actor, id, 'execution:delete')
  if (!isTerminal(row.state as State))
    throw new AppError('conflict', 'The execution still runs. End it first.')
  await transaction(async (tx) => {
    await tx.log.deleteMany({ where: { executionId: id } })
    await tx.execution.delete({ where: { id } })
    const before = { namespace: row.namespace, flowId: row.flowId, state: row.state }
    await audit(tx, actor, { action: 'execution:delete', subjectType: 'execution', subjectId: id, before })
    await announce(tx, ['runs', `execution:${id}`])
  })
}
