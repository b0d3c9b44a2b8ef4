import { isTerminal, type State } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { transaction } from '#server/transaction.ts'
import { findExecution } from './get-execution.ts'

const reserved = 'system.'

export interface Label {
  key: string
  value: string
}

/**
 * Sets the labels of an execution that has ended. Those of the product stay; of the others `replace` leaves only what is given.
 * @throws AppError `not-found`, `forbidden`, `conflict` while it runs, `invalid` for a reserved label that it has not
 */
export async function setLabels(
  actor: Actor,
  id: string,
  { labels, replace }: { labels: readonly Label[]; replace: boolean },
): Promise<void> {
  const row = await findExecution(actor, id, 'execution:update')
  const before = row.labels as Record<string, string>
  refuseReserved(labels, before)
  if (!isTerminal(row.state as State))
    throw new AppError(
      'conflict',
      'Labels can be set when the execution has ended; a task can set them before.',
    )
  const own = Object.entries(before).filter(([key]) => !replace || key.startsWith(reserved))
  const after = Object.fromEntries([...own, ...labels.map(({ key, value }) => [key, value] as const)])
  await transaction(async (tx) => {
    const { count } = await tx.execution.updateMany({
      where: { id, generation: row.generation, state: row.state },
      data: { labels: after },
    })
    if (count === 0) throw new AppError('conflict', 'Somebody else has changed the execution meanwhile.')
    await audit(tx, actor, {
      action: 'execution:labels',
      subjectType: 'execution',
      subjectId: id,
      before,
      after,
    })
    await announce(tx, [`execution:${id}`, 'runs'])
  })
}

/** @throws AppError `invalid` with every label that only the product may set */
export function refuseReserved(labels: readonly Label[], has: Readonly<Record<string, string>>): void {
  const wrong = labels.filter(({ key, value }) => key.startsWith(reserved) && has[key] !== value)
  if (wrong.length === 0) return
  const message = `System labels can only be set by Formwork itself: ${wrong.map(({ key }) => key).join(', ')}`
  throw new AppError('invalid', message, { details: wrong.map(({ key }) => ({ path: key, message })) })
}
