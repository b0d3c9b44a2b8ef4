import { z } from 'zod'
import { states } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { endExecution } from '#server/runs/kill-execution.ts'
import { liveStates } from '#server/runs/live-states.ts'

const ended = z.object({ executionId: z.string(), generation: z.number().int(), state: z.enum(states) })

/** What is owed, by kind. Each may be done twice. */
export const handlers: Readonly<Record<string, (payload: unknown) => Promise<void>>> = {
  /** A killed execution takes its children with it. */
  'execution-ended': async (payload) => {
    const { executionId, state } = ended.parse(payload)
    if (state !== 'KILLED' && state !== 'CANCELLED') return
    const children = await db.execution.findMany({
      where: { parentId: executionId, state: { in: liveStates } },
      select: { id: true },
    })
    for (const { id } of children) {
      await endExecution(systemActor, id, {
        by: systemActor.id,
        outcome: state,
        reason: `Its parent ${executionId} was ended`,
      })
    }
  },
}
