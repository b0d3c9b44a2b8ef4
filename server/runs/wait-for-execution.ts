import { isTerminal, type State } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { waitFor } from '#server/stream/wait-for.ts'

/** A wait ends by itself after this, with the execution as it is then. Milliseconds. */
const longestMs = 15 * 60_000

/** Resolves when the execution has ended or waits for people, told by Postgres; also when the caller is gone. */
export async function waitForExecution(id: string, signal: AbortSignal): Promise<void> {
  const rested = waitFor(
    `execution:${id}`,
    async () => signal.aborted || (await rests(id)) || undefined,
    longestMs,
  )
  const gone = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  )
  await Promise.race([rested, gone])
}

async function rests(id: string): Promise<boolean> {
  const row = await db.execution.findUnique({ where: { id }, select: { state: true } })
  return !row || row.state === 'PAUSED' || isTerminal(row.state as State)
}
