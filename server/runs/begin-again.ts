import { setTimeout as wait } from 'node:timers/promises'
import { db } from '#server/db.ts'
import { log } from '#server/log.ts'
import { startRun, terminate } from '#server/temporal.ts'
import { beginningOf } from './beginning.ts'

/** The workflow of the generation before has stored its end; it closes within moments. Milliseconds. */
const closingMs = 3_000

/** Starts the workflow of a new generation. What cannot be started now is started by the sweep. */
export async function beginAgain(executionId: string): Promise<void> {
  try {
    const row = await db.execution.findUniqueOrThrow({ where: { id: executionId } })
    const input = await beginningOf(row)
    const until = Date.now() + closingMs
    while ((await startRun(input)) === 'exists') {
      if (Date.now() > until) await terminate(executionId, 'A person has restarted the execution')
      await wait(50)
    }
  } catch (error) {
    log().warn({ executionId, error: String(error) }, 'The workflow could not be started yet')
  }
}
