import { isTerminal } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { AppError } from '#server/errors.ts'
import { transaction } from '#server/transaction.ts'
import { endUnbegun } from './admit.ts'
import { findExecution } from './get-execution.ts'
import { lockExecution } from './locked-execution.ts'
import { resumeExecution } from './resume-execution.ts'
import { admitNow } from './transition.ts'

/**
 * Lets an execution go on whatever holds it: its date, its flow's limit, a pause. One that runs is left alone.
 * @throws AppError `not-found`, `forbidden`, `invalid` where it has ended, or where its pause asks for values
 */
export async function forceRun(actor: Actor, id: string): Promise<void> {
  const found = await findExecution(actor, id, 'execution:update')
  if (found.state === 'PAUSED') return resumeExecution(actor, id)
  await transaction(async (tx) => {
    const row = await lockExecution(tx, id)
    if (!row || isTerminal(row.state))
      throw new AppError(
        'invalid',
        `The execution has ended as ${row?.state ?? found.state}: it cannot be run.`,
      )
    if (row.state === 'CREATED' || row.state === 'QUEUED') await admitNow(tx, row)
    await audit(tx, actor, {
      action: 'execution:force-run',
      subjectType: 'execution',
      subjectId: id,
      before: { state: row.state },
    })
  })
}

/** What may become of an execution that is taken out of the line. */
export const unqueuedStates = ['RUNNING', 'CANCELLED', 'FAILED'] as const
export type UnqueuedState = (typeof unqueuedStates)[number]

/**
 * Takes an execution out of the line for its flow's slots.
 * @throws AppError `not-found`, `forbidden`, `invalid` where it does not wait there
 */
export async function unqueueExecution(actor: Actor, id: string, state: UnqueuedState): Promise<void> {
  await findExecution(actor, id, 'execution:update')
  await transaction(async (tx) => {
    const row = await lockExecution(tx, id)
    if (row?.state !== 'QUEUED')
      throw new AppError(
        'invalid',
        `Only a queued execution can be taken out of the line, but it is ${row?.state ?? 'gone'}.`,
      )
    if (state === 'RUNNING') await admitNow(tx, row)
    else await endUnbegun(tx, row, { state, error: 'It was taken out of the line' })
    await audit(tx, actor, {
      action: 'execution:unqueue',
      subjectType: 'execution',
      subjectId: id,
      after: { state },
    })
  })
}
