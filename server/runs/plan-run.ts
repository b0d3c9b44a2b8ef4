import { currentRuns, planAgain, type Again, type KeptRun } from '#engine/flow/advance/keep.ts'
import type { Flow } from '#engine/flow/flow.ts'
import { controls } from '#generated/catalog/controls.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { recordedRun } from './kept-runs.ts'

const sentences = {
  nothing: 'No task found to restart execution from!',
  unknown: 'No task found with this id in the execution.',
  inner: 'This task is played by the one around it, which restarts as a whole: change the state of that one.',
}

export interface RunPlan {
  kept: KeptRun[]
  dropped: string[]
}

/**
 * What the next attempt at an execution takes over.
 * @throws AppError `invalid` where there is no task run to begin with
 */
export async function planRun(
  tx: Tx,
  { executionId, flow, again }: { executionId: string; flow: Flow; again: Again },
): Promise<RunPlan> {
  const rows = await tx.taskRun.findMany({ where: { executionId }, orderBy: { position: 'asc' } })
  const { round } = await tx.execution.findUniqueOrThrow({
    where: { id: executionId },
    select: { round: true },
  })
  const plan = planAgain({ flow, controls }, currentRuns(rows.map(recordedRun), round), again)
  if ('problem' in plan) throw new AppError('invalid', sentences[plan.problem])
  return plan
}
