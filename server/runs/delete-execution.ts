import { isTerminal, type State } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { deleteFiles, removeBytes } from '#server/files/delete-files.ts'
import { terminate } from '#server/temporal.ts'
import { transaction } from '#server/transaction.ts'
import { findExecution } from './get-execution.ts'

export interface Deletion {
  /** Default true. */
  deleteLogs?: boolean
  /** Default true. */
  deleteMetrics?: boolean
  /** Its files; default true. */
  deleteStorage?: boolean
  /** One that still runs is ended by force. */
  includeNonTerminated?: boolean
}

/**
 * Removes an execution with its task runs, and unless told otherwise its logs, metrics and files. Its request stays: a person asked for it.
 * @throws AppError `not-found`, `forbidden`, `conflict` while it lives
 */
export async function deleteExecution(actor: Actor, id: string, what: Deletion = {}): Promise<void> {
  const { deleteLogs = true, deleteMetrics = true, deleteStorage = true } = what
  const row = await findExecution(actor, id, 'execution:delete')
  const lives = !isTerminal(row.state as State)
  if (lives && !what.includeNonTerminated)
    throw new AppError('conflict', 'The execution still runs. End it first.')
  if (lives) await terminate(id, 'The execution is deleted')
  const files = await transaction(async (tx) => {
    if (deleteLogs) await tx.log.deleteMany({ where: { executionId: id } })
    if (deleteMetrics) await tx.metric.deleteMany({ where: { executionId: id } })
    const gone = deleteStorage ? await deleteFiles(tx, [id]) : []
    await tx.execution.delete({ where: { id } })
    const before = { namespace: row.namespace, flowId: row.flowId, state: row.state }
    await audit(tx, actor, { action: 'execution:delete', subjectType: 'execution', subjectId: id, before })
    await announce(tx, ['runs', `execution:${id}`])
    return gone
  })
  await removeBytes(files)
}
