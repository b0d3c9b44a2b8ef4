import type { Execution } from '#generated/prisma/client.ts'
import { db } from '#server/db.ts'
import { startRun } from '#server/temporal.ts'
import { beginningOf } from './beginning.ts'
import { resumedInput } from './run-input.ts'

/** Starts the workflow of an execution from its row; more than once does no harm. */
export async function startStored(id: string): Promise<void> {
  const row = await db.execution.findUnique({ where: { id } })
  if (row) await startRow(row)
}

/** A first start that was lost, or one more generation: from what is stored, or from the beginning where nothing is. */
export async function startRow(row: Execution): Promise<void> {
  const stored = row.generation > 1 && row.root !== null
  await startRun(stored ? resumedInput(row) : await beginningOf(row))
  await db.execution.updateMany({
    where: { id: row.id, generation: row.generation },
    data: { startedWorkflow: true },
  })
}
