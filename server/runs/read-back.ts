import type { Json } from '#engine/flow/flow.ts'
import type { Execution, TaskRun } from '#generated/prisma/client.ts'
import { isReference, loadReferences } from '#server/files/references.ts'

/** Bytes of values that one answer reads back from the file store; what is beyond stays a reference, which can be downloaded. */
const mostBytes = 1_000_000

/** An execution and its task runs with the outputs that were too big for the database. */
export async function readBack(
  row: Execution,
  runs: readonly TaskRun[],
): Promise<{ row: Execution; runs: TaskRun[] }> {
  let left = mostBytes
  const inFull = async <T extends { outputs: Execution['outputs'] }>(holder: T): Promise<T> => {
    const outputs = holder.outputs as Json
    const bytes = referenced(outputs)
    if (bytes === 0 || bytes > left) return holder
    left -= bytes
    return { ...holder, outputs: (await loadReferences(outputs, row.id)) as T['outputs'] }
  }
  const whole = await inFull(row)
  const full: TaskRun[] = []
  for (const run of runs) full.push(await inFull(run))
  return { row: whole, runs: full }
}

function referenced(value: Json): number {
  if (isReference(value)) return value.bytes
  if (value === null || typeof value !== 'object') return 0
  return Object.values(value).reduce<number>((sum, inner) => sum + referenced(inner), 0)
}
