import { visibleContext } from '#engine/flow/advance/context.ts'
import { recordedState } from '#engine/flow/advance/recorded-state.ts'
import type { JsonObject, Reads, State } from '#engine/flow/flow.ts'
import type { HeardExecution } from '#engine/flow/triggers/condition.ts'
import { controls } from '#generated/catalog/controls.ts'
import type { Execution } from '#generated/prisma/client.ts'
import type { Tx } from '#server/db.ts'
import { loadFlowIn } from '#server/flows/load-flow.ts'
import { startOf } from '#server/runs/beginning.ts'
import { recordedRun } from '#server/runs/kept-runs.ts'

/** An execution as triggers hear of it, and what their templates see of it. */
export interface Heard {
  execution: HeardExecution
  /** Under `trigger`. */
  variables: JsonObject
  /** What a template of the execution itself sees, as far as it is named. */
  kept(reads: Reads): JsonObject
}

/** @param state that it had come to then; it may have gone on */
export async function hearOf(tx: Tx, row: Execution, state: State): Promise<Heard> {
  const rows = await tx.taskRun.findMany({ where: { executionId: row.id }, orderBy: { position: 'asc' } })
  const { id, namespace, flowId, flowRevision } = row
  const flow = await loadFlowIn(tx, row)
  const start = await startOf(row, tx)
  const outputs = stored<JsonObject | null>(row.outputs) ?? {}
  const execution: HeardExecution = {
    id,
    namespace,
    flowId,
    flowRevision,
    state,
    labels: stored<Record<string, string>>(row.labels),
    outputs,
    attempts: rows.map(({ attempts }) =>
      (stored<{ state: State }[] | null>(attempts) ?? []).map((one) => one.state),
    ),
  }
  const hasOutputs = Object.keys(outputs).length > 0
  const program = { flow, controls }
  return {
    execution,
    variables: {
      executionId: id,
      namespace,
      flowId,
      flowRevision,
      state,
      ...(hasOutputs ? { outputs } : {}),
    },
    kept: (reads) => {
      const recorded = recordedState(program, start, { runs: rows.map(recordedRun) })
      return visibleContext(program, { ...recorded, status: state }, undefined, reads)
    },
  }
}

/** What the database holds as JSON was written by this product; its shape is known by where it stands. */
function stored<T>(value: unknown): T {
  return value as T
}
