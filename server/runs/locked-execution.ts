import type { State } from '#engine/flow/flow.ts'
import { Prisma, type Tx } from '#server/db.ts'

/** An execution's row, locked for this transaction. */
export interface LockedExecution {
  id: string
  namespace: string
  flowId: string
  flowRevision: number
  state: State
  generation: number
  seq: number
  requestId: string | null
  /** Begins later; it has no workflow before. */
  scheduleDate: Date | null
  limited: boolean
  playsAfter: boolean
}

/** What is read of it. */
export const lockedColumns = Prisma.raw(
  'id, namespace, "flowId", "flowRevision", state, generation, seq, "requestId", "scheduleDate", limited, "playsAfter"',
)

/** Locks an execution's row; undefined where there is none. */
export async function lockExecution(tx: Tx, id: string): Promise<LockedExecution | undefined> {
  const [row] = await tx.$queryRaw<LockedExecution[]>(
    Prisma.sql`SELECT ${lockedColumns} FROM "Execution" WHERE id = ${id} FOR UPDATE`,
  )
  return row
}
