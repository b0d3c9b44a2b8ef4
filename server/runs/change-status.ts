import { isTerminal, type State } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { refreshRequest } from '#server/requests/refresh-request.ts'
import { transaction } from '#server/transaction.ts'
import { findExecution } from './get-execution.ts'
import { lockExecution } from './locked-execution.ts'
import { giveUpAfter, restate } from './transition.ts'

/**
 * Gives an execution that has ended another final state; nothing is played.
 * @throws AppError `not-found`, `forbidden`, `invalid` where it runs, or for a state that is not final
 */
export async function changeStatus(actor: Actor, id: string, status: State): Promise<void> {
  const found = await findExecution(actor, id, 'execution:update')
  if (!isTerminal(status))
    throw new AppError('invalid', `You can only change the state to a final one, but received ${status}.`)
  await transaction(async (tx) => {
    const row = await lockExecution(tx, id)
    if (!row || !isTerminal(row.state))
      throw new AppError('invalid', `You can only change the state of an execution that has ended.`)
    if (row.playsAfter) await giveUpAfter(tx, row)
    const labels = found.labels as Record<string, string>
    await restate(tx, row, { state: status, at: Date.now(), labels, raise: true })
    await audit(tx, actor, {
      action: 'execution:change-status',
      subjectType: 'execution',
      subjectId: id,
      before: { state: row.state },
      after: { state: status },
    })
    await refreshRequest(tx, id)
    await announce(tx, [`execution:${id}`, 'runs'])
  })
}
