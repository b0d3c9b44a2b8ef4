import type { Again } from '#engine/flow/advance/keep.ts'
import { isTerminal, type JsonObject, type State } from '#engine/flow/flow.ts'
import type { Execution } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { refreshRequest } from '#server/requests/refresh-request.ts'
import { transaction } from '#server/transaction.ts'
import { beginAgain } from './begin-again.ts'
import { findExecution, getExecution } from './get-execution.ts'
import { planRun } from './plan-run.ts'
import { copyExecution } from './replay-execution.ts'
import { takeOver } from './take-over.ts'
import { lockExecution } from './locked-execution.ts'
import { giveUpAfter, restate } from './transition.ts'
import type { ExecutionView } from './view.ts'

/** States that a person may give to a task run that has ended. */
export const endStates = ['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED', 'SKIPPED'] as const

/**
 * Plays what failed once more, and what follows it: the same execution and task runs, or with a revision a new execution.
 * @returns the execution as it begins again, before any of it has gone on
 * @throws AppError `not-found`, `forbidden`, `conflict` while it runs, `invalid` where nothing failed
 */
export async function restartExecution(actor: Actor, id: string, revision?: number): Promise<ExecutionView> {
  const row = await findExecution(actor, id, 'execution:update')
  demandEnded(row)
  const again: Again = { kind: 'restart' }
  if (revision !== undefined)
    return getExecution(
      actor,
      await copyExecution(actor, row, { again, revision, action: 'execution:restart' }),
    )
  return playAgain(actor, row, { again, action: 'execution:restart' })
}

/**
 * Goes on as if a task run had ended in that state.
 * @throws AppError `not-found`, `forbidden`, `conflict` while it runs, `invalid` where it has no such task run
 */
export async function changeTaskRunState(
  actor: Actor,
  id: string,
  change: { taskRunId: string; state: (typeof endStates)[number] },
): Promise<void> {
  const row = await findExecution(actor, id, 'execution:update')
  demandEnded(row)
  await playAgain(actor, row, { again: { kind: 'mark', ...change }, action: 'execution:change-state' })
}

function demandEnded({ state }: Pick<Execution, 'state'>): void {
  if (isTerminal(state as State)) return
  throw new AppError('conflict', `The execution must have ended for that, but it is ${state}.`)
}

async function playAgain(
  actor: Actor,
  row: Execution,
  wish: { again: Again; action: string },
): Promise<ExecutionView> {
  const { id } = row
  const { again, action } = wish
  const flow = await loadFlow(row.namespace, row.flowId, row.flowRevision)
  await transaction(async (tx) => {
    const locked = await lockExecution(tx, id)
    if (!locked || locked.generation !== row.generation)
      throw new AppError('conflict', 'Somebody else has changed the execution meanwhile.')
    if (locked.playsAfter) await giveUpAfter(tx, locked)
    const { kept, dropped } = await planRun(tx, { executionId: id, flow, again })
    const at = Date.now()
    await takeOver(tx, id, { kept, dropped, at })
    const labels = { ...(row.labels as Record<string, string>), 'system.restarted': 'true' }
    await restate(tx, locked, { state: 'RESTARTED', at, labels, raise: true })
    const after: JsonObject =
      again.kind === 'mark'
        ? { taskRunId: again.taskRunId, state: again.state }
        : { revision: row.flowRevision }
    await audit(tx, actor, {
      action,
      subjectType: 'execution',
      subjectId: id,
      before: { state: row.state },
      after,
    })
    await refreshRequest(tx, id)
    await announce(tx, [`execution:${id}`, 'runs'])
  })
  const view = await getExecution(actor, id)
  await beginAgain(id)
  return view
}
