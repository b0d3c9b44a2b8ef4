import { rebuild, type Recorded } from '#engine/flow/advance/rebuild.ts'
import type { Node, RunState } from '#engine/flow/advance/types.ts'
import type { StatePart, StateRef } from '#engine/workflow/messages.ts'
import { db, Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { controls } from '#generated/catalog/controls.ts'

/** Letters of one part: below the 2 MB of one answer, whatever the letters. */
const partLength = 500_000

/** What `record-progress` wrote, and nothing else. */
function written<T>(value: unknown): T {
  return value as T
}

/**
 * The state that the progress batches left in Postgres, in parts. `undefined` where nothing was recorded yet.
 */
export async function storedState(executionId: string): Promise<RunState | undefined> {
  const row = await db.execution.findUnique({ where: { id: executionId } })
  if (!row?.root) return undefined
  const runs = await db.taskRun.findMany({
    where: { executionId, node: { not: Prisma.DbNull } },
    select: { node: true },
  })
  const flow = await loadFlow(row.namespace, row.flowId, row.flowRevision)
  const nodes = runs.map(({ node }) => written<Node>(node))
  const root = { ...written<Recorded['root']>(row.root), generation: row.generation }
  return rebuild({ flow, controls }, { root, nodes })
}

/** @throws AppError `not-found` where there is nothing to go on from */
export async function loadState({ executionId, part }: StateRef): Promise<StatePart> {
  const state = await storedState(executionId)
  if (!state) throw new AppError('not-found', `Nothing is stored of the execution ${executionId}.`)
  const text = JSON.stringify(state)
  const end = (part + 1) * partLength
  return { text: text.slice(part * partLength, end), more: end < text.length }
}
