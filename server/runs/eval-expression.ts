import { visibleContext } from '#engine/flow/advance/context.ts'
import { currentRuns } from '#engine/flow/advance/keep.ts'
import { recordedState } from '#engine/flow/advance/recorded-state.ts'
import { renderAsync } from '#engine/flow/expressions/render.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { controls } from '#generated/catalog/controls.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { loadReferences } from '#server/files/references.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { Rendering } from '#server/tasks/rendering.ts'
import { startOf } from './beginning.ts'
import { findExecution } from './get-execution.ts'
import { recordedRun } from './kept-runs.ts'
import { withoutSecrets } from './show-secrets.ts'

export interface Evaluated {
  result?: string
  error?: string
  stackTrace?: string
}

/** Answers longer than that are cut. */
const longest = 1_000_000
/** What would show a secret is not there. */
const hidden = ['secret', 'decrypt', 'encrypt']
const everything = { whole: true, names: [] }

/**
 * What an expression comes to in an execution, or in one of its task runs. Sealed values stay hidden, and `secret` cannot be
 * called: what is evaluated here is shown.
 * @throws AppError `not-found`, `forbidden`, `invalid` for a task run that the execution has not
 */
export async function evalExpression(
  actor: Actor,
  { id, taskRunId }: { id: string; taskRunId?: string },
  expression: string,
): Promise<Evaluated> {
  const row = await findExecution(actor, id, 'execution:update')
  const rows = await db.taskRun.findMany({ where: { executionId: id }, orderBy: { position: 'asc' } })
  const runs = rows.map(recordedRun)
  if (taskRunId !== undefined && !runs.some((run) => run.id === taskRunId))
    throw new AppError('invalid', `The execution has no task run ${taskRunId}.`)
  const flow = await loadFlow(row.namespace, row.flowId, row.flowRevision)
  const program = { flow, controls }
  const current = currentRuns(runs, row.round)
  // in a task run that counts no more it is what there was then
  const isPast = taskRunId !== undefined && !current.some((run) => run.id === taskRunId)
  const state = recordedState(program, await startOf(row), { runs: isPast ? runs : current, taskRunId })
  const seen = withoutSecrets(visibleContext(program, state, taskRunId, everything))
  const rendering = new Rendering({ executionId: id, namespace: row.namespace, flowId: row.flowId })
  const functions = Object.fromEntries(
    Object.entries(rendering.functions).filter(([name]) => !hidden.includes(name)),
  )
  try {
    const scope = await rendering.scope((await loadReferences(seen, id)) as JsonObject, expression)
    const value = rendering.mask.json(await renderAsync(expression, scope, functions))
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return { result: text.slice(0, longest) }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const place = 'line' in error ? ` at line ${String(error.line)}` : ''
    const message = rendering.mask.text(
      error.message.includes('line') ? error.message : error.message + place,
    )
    return { error: message, stackTrace: `${error.name}: ${message}` }
  }
}
