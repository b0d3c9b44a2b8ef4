import { db } from '#server/db.ts'
import { loadFlowIn } from '#server/flows/load-flow.ts'
import { log } from '#server/log.ts'
import { transaction } from '#server/transaction.ts'
import { admit } from './admit.ts'
import { lockExecution } from './locked-execution.ts'
import { admitNow } from './transition.ts'

/** A beginning that is nearer than this has a clock of its own in this process; any other is left to the sweep. Milliseconds. */
const nearMs = 60_000

/** Begins an execution at its time, as exactly as this process can; the sweep begins what is not. */
export function startAt(id: string, date: Date): void {
  const inMs = date.getTime() - Date.now()
  if (inMs > nearMs) return
  const begin = () =>
    startScheduled(id).catch((error: unknown) => {
      log().warn({ executionId: id, error: String(error) }, 'A scheduled execution could not begin yet')
    })
  // a timer may be a moment early
  setTimeout(() => void begin(), Math.max(inMs, 0) + 2).unref()
}

/** Begins an execution whose time has come; its flow's limit counts as for any other. Without effect for one that has begun or ended. */
export async function startScheduled(id: string): Promise<void> {
  await transaction(async (tx) => {
    const row = await lockExecution(tx, id)
    if (row?.state !== 'CREATED' || !row.scheduleDate || row.scheduleDate.getTime() > Date.now()) return
    const { concurrency } = await loadFlowIn(tx, row)
    if (await admit(tx, row, concurrency)) await admitNow(tx, row)
  })
}

/** Begins what is due. @param most at a time */
export async function startDue(most: number): Promise<void> {
  const due = await db.execution.findMany({
    where: { state: 'CREATED', scheduleDate: { lte: new Date() } },
    orderBy: { scheduleDate: 'asc' },
    select: { id: true },
    take: most,
  })
  for (const { id } of due) await startScheduled(id)
}
