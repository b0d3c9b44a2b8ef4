import { db, Prisma, type Tx } from '#server/db.ts'
import { log } from '#server/log.ts'
import { transaction } from '#server/transaction.ts'
import { handlers } from './handlers.ts'
import { drainWith } from './soon.ts'

interface Owed {
  id: bigint
  kind: string
  payload: unknown
}

const attemptsAtMost = 20
const batch = 50
/** Milliseconds. */
const patience = { maxWait: 5_000, timeout: 30_000 }

/**
 * Does what committed changes owe to others; what fails is tried again by the next drain.
 * Several processes may drain at once: each row is taken by one.
 * @returns how many were done
 */
export async function drainOutbox(): Promise<number> {
  let done = 0
  for (;;) {
    const taken = await drainOne()
    if (!taken) return done
    if (taken === 'done') done++
    if (done >= batch) return done
  }
}

/**
 * Drains whenever a transaction of this process owes something, one at a time, until `stop`: rows that come in meanwhile are
 * done in the next round.
 */
export function keepDraining(): () => Promise<void> {
  let asked = false
  let running: Promise<void> | undefined
  const run = async () => {
    while (asked) {
      asked = false
      if ((await drainOutbox()) === batch) asked = true
    }
    running = undefined
  }
  drainWith(() => {
    asked = true
    running ??= run().catch((error: unknown) => {
      running = undefined
      log().warn({ error: String(error) }, 'The outbox could not be drained; the sweep does it')
    })
  })
  return async () => {
    drainWith(undefined)
    await running
  }
}

/** One row in a transaction of its own, so that a failure holds no other back. */
async function drainOne(): Promise<'done' | 'failed' | undefined> {
  let taken: Owed | undefined
  try {
    await transaction(async (tx) => {
      const [row] = await tx.$queryRaw<Owed[]>(Prisma.sql`
        SELECT id, kind, payload FROM "Outbox"
        WHERE "doneAt" IS NULL AND attempts < ${attemptsAtMost}
          AND (attempts = 0 OR "createdAt" + attempts * interval '5 seconds' < now())
        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`)
      taken = row
      if (!row) return
      await handle(row, tx)
      const doneAt = new Date()
      await tx.outbox.update({ where: { id: row.id }, data: { doneAt, attempts: { increment: 1 } } })
    }, patience)
    return taken && 'done'
  } catch (error) {
    if (!taken) throw error
    // all that the duty wrote is undone; the note of its failure is another transaction's
    log().warn({ outboxId: String(taken.id), error: String(error) }, 'A duty of the outbox failed')
    const data = { error: String(error), attempts: { increment: 1 } }
    await db.outbox.update({ where: { id: taken.id }, data })
    return 'failed'
  }
}

async function handle({ kind, payload }: Owed, tx: Tx): Promise<void> {
  const handler = handlers[kind]
  if (!handler) throw new Error(`Nobody does ${kind}`)
  await handler(payload, tx)
}
