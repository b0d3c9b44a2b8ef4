import type { Fact } from '#engine/flow/advance/facts.ts'
import type { Tx } from '#server/db.ts'
import { plainLine } from './plain-line.ts'

/** Of the lines of one batch. */
const linesAtMost = 1_000

/**
 * Stores lines that the interpreter tells, numbered by the batch that brings them. Those about the execution and none of its
 * task runs stand under its own id as attempt 0. Deliveries of tasks count from 1: 0 is the interpreter's.
 */
export async function recordLines(
  tx: Tx,
  row: { id: string; namespace: string; flowId: string; generation: number },
  { facts, seq }: { facts: readonly Extract<Fact, { kind: 'log' }>[]; seq: number },
): Promise<void> {
  if (facts.length === 0) return
  await tx.log.createMany({
    data: facts.slice(0, linesAtMost).map(({ at, level, message, run }, index) => ({
      executionId: row.id,
      taskRunId: run?.id ?? row.id,
      attempt: run?.attempt ?? 0,
      delivery: run ? 0 : row.generation,
      line: seq * linesAtMost + index,
      namespace: row.namespace,
      flowId: row.flowId,
      taskId: run?.taskId ?? '',
      timestamp: new Date(at),
      level,
      message: plainLine(message),
    })),
    skipDuplicates: true,
  })
}
