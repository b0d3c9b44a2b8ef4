import type { State } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { written } from '#server/runs/written.ts'

/** The execution that starts others. */
export interface Parent {
  id: string
  namespace: string
  flowId: string
  flowRevision: number
  labels: Record<string, string>
  state: State
  generation: number
  depth: number
  createdById: string | null
  histories: { state: State; date: string }[]
}

export async function findParent(id: string): Promise<Parent | undefined> {
  const row = await db.execution.findUnique({
    where: { id },
    select: {
      id: true,
      namespace: true,
      flowId: true,
      flowRevision: true,
      labels: true,
      state: true,
      generation: true,
      depth: true,
      createdById: true,
      histories: true,
    },
  })
  return row ? written<Parent>(row) : undefined
}

/** When a person last restarted it, epoch milliseconds. */
export function lastRestartOf({ histories }: Parent): number | undefined {
  const last = histories.findLast(({ state }) => state === 'RESTARTED')
  return last && Date.parse(last.date)
}
