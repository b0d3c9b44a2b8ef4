import { z } from 'zod'
import { states } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { tellParent } from '#server/children/tell-parent.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { endExecution } from '#server/runs/kill-execution.ts'
import { liveStates } from '#server/runs/live-states.ts'
import { hearExecution } from '#server/triggers/hear-execution.ts'
import type { Handler } from './duty.ts'

const ended = z.object({ executionId: z.string(), generation: z.number().int(), state: z.enum(states) })

/** What is owed, by kind. Each may be done twice. */
export const handlers: Readonly<Record<string, Handler>> = {
  /** Triggers hear of the state that an execution came to. */
  'execution-heard': hearExecution,
  /** The task run that waits for an execution hears of its end. */
  'child-ended': async (payload) => tellParent(ended.parse(payload).executionId),
  /** A killed execution takes its children with it; one that ended otherwise, those that it still waits for. */
  'execution-ended': async (payload) => {
    const { executionId, state } = ended.parse(payload)
    const isKilled = state === 'KILLED' || state === 'CANCELLED'
    const children = await db.execution.findMany({
      where: {
        triggerExecutionId: executionId,
        parentTaskRunId: { not: null },
        parentTold: isKilled ? undefined : false,
        state: { in: liveStates },
      },
      select: { id: true },
    })
    for (const { id } of children) {
      await endExecution(systemActor, id, {
        by: systemActor.id,
        outcome: isKilled ? state : 'KILLED',
        reason: `Its parent ${executionId} was ended`,
      })
    }
  },
}
