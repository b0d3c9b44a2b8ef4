import { findTask } from '#engine/flow/find-task.ts'
import { isTerminal, type State } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import type { StartedBy } from '#server/runs/insert-execution.ts'
import { written } from '#server/runs/written.ts'
import { sendChildEnded } from '#server/temporal.ts'
import { childEnd } from './child-end.ts'
import { findParent } from './parent.ts'

/** Tells the task run that waits for an execution how that ended. Repeating it changes nothing. */
export async function tellParent(executionId: string): Promise<void> {
  const child = await db.execution.findUnique({ where: { id: executionId } })
  if (!child || child.parentTold !== false || !isTerminal(child.state as State)) return
  const { triggerExecutionId, parentTaskRunId, parentAttempt, iteration } = child
  const parent = triggerExecutionId === null ? undefined : await findParent(triggerExecutionId)
  if (parent && parentTaskRunId !== null && parentAttempt !== null && !isTerminal(parent.state)) {
    const flow = await loadFlow(parent.namespace, parent.flowId, parent.flowRevision)
    const task = findTask(flow, written<StartedBy>(child.trigger).id)
    // a parent whose run was lost asks for it again when it goes on
    if (task)
      await sendChildEnded(parent.id, {
        taskRunId: parentTaskRunId,
        attempt: parentAttempt,
        iteration: iteration ?? 0,
        executionId,
        end: await childEnd(child, { parent, task }),
      })
  }
  await db.execution.updateMany({
    where: { id: executionId, generation: child.generation },
    data: { parentTold: true },
  })
}

/** Ends of executions that nobody could be told of, oldest first. `before`: they had their time until then. */
export async function untoldChildren(before: Date, limit: number): Promise<string[]> {
  const rows = await db.execution.findMany({
    where: { parentTold: false, endedAt: { lt: before } },
    orderBy: { endedAt: 'asc' },
    take: limit,
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}
