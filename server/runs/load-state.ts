import { keptById } from '#engine/flow/advance/keep-on.ts'
import { withPieces, type Root } from '#engine/flow/advance/pieces.ts'
import { rebuild } from '#engine/flow/advance/rebuild.ts'
import type { Node, RunState } from '#engine/flow/advance/state.ts'
import type { StatePart, StateRef } from '#engine/workflow/messages.ts'
import { db, Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { controls } from '#generated/catalog/controls.ts'
import { keptRuns } from './kept-runs.ts'
import { partOf } from './state-part.ts'
import { written } from './written.ts'

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
  const program = { flow, controls }
  const nodes = runs.map(({ node }) => written<Node>(node))
  const kept = await keptRuns(db, executionId)
  const { pieces = {}, ...stored } = written<Root & { pieces?: Record<string, unknown> }>(row.root)
  const root = {
    ...stored,
    generation: row.generation,
    ...(kept.length > 0 ? { kept: keptById(program, kept) } : {}),
  }
  return rebuild(program, withPieces(root, nodes, pieces))
}

/** @throws AppError `not-found` where there is nothing to go on from */
export async function loadState({ executionId, part }: StateRef): Promise<StatePart> {
  const state = await storedState(executionId)
  if (!state) throw new AppError('not-found', `Nothing is stored of the execution ${executionId}.`)
  return partOf(JSON.stringify(state), part)
}
