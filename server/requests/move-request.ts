import type { Tx } from '#server/db.ts'
import { refreshRequest } from './refresh-request.ts'

/** A request is played by a newer execution from now on; what people see of it follows. */
export async function moveRequest(tx: Tx, requestId: string, executionId: string): Promise<void> {
  const { round } = await tx.execution.findUniqueOrThrow({
    where: { id: executionId },
    select: { round: true },
  })
  await tx.request.update({ where: { id: requestId }, data: { currentExecutionId: executionId, round } })
  await refreshRequest(tx, executionId)
}
