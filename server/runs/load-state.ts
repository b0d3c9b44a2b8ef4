import type { Node, RunState } from '#engine/flow/advance/types.ts'
import type { StatePart, StateRef, StateRoot } from '#engine/workflow/messages.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'

/** Letters of one part: below the 2 MB of one answer, whatever the letters. */
const partLength = 500_000

/**
 * The state that the progress batches left in Postgres, in parts. `undefined` where nothing was recorded yet.
 */
export async function storedState(executionId: string): Promise<RunState | undefined> {
  const row = await db.execution.findUnique({
    where: { id: executionId },
    select: { root: true, generation: true },
  })
  if (!row?.root) return undefined
  const runs = await db.taskRun.findMany({
    where: { executionId, node: { not: { equals: null } } },
    select: { id: true, node: true },
    orderBy: { position: 'asc' },
  })
  const nodes = Object.fromEntries(runs.map(({ id, node }) => [id, node as unknown as Node]))
  return { ...(row.root as unknown as StateRoot), generation: row.generation, nodes } as RunState
}

/** @throws AppError `not-found` where there is nothing to go on from */
export async function loadState({ executionId, part }: StateRef): Promise<StatePart> {
  const state = await storedState(executionId)
  if (!state) throw new AppError('not-found', `Nothing is stored of the execution ${executionId}.`)
  const text = JSON.stringify(state)
  const end = (part + 1) * partLength
  return { text: text.slice(part * partLength, end), more: end < text.length }
}
