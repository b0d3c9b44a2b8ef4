import type { StopChildrenCall } from '#engine/workflow/messages.ts'
import { db } from '#server/db.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { endExecution } from '#server/runs/kill-execution.ts'
import { liveStates } from '#server/runs/live-states.ts'

/** Body of the activity behind `stop-children`: kills what an attempt started and still runs. */
export async function stopChildren({ executionId, taskRunId, attempt }: StopChildrenCall): Promise<null> {
  const children = await db.execution.findMany({
    where: {
      triggerExecutionId: executionId,
      parentTaskRunId: taskRunId,
      parentAttempt: attempt,
      state: { in: liveStates },
    },
    select: { id: true },
  })
  const reason = `The task run of its parent ${executionId} was ended`
  for (const { id } of children) await endExecution(systemActor, id, { by: systemActor.id, reason })
  return null
}
