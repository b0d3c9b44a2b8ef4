import { Prisma } from '#server/db.ts'
import { log } from '#server/log.ts'
import { transaction } from '#server/transaction.ts'
import { handlers } from './handlers.ts'

interface Owed {
  id: bigint
  kind: string
  payload: unknown
}

const attemptsAtMost = 20
const batch = 50

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

/** One row in a transaction of its own, so that a failure holds no other back. */
async function drainOne(): Promise<'done' | 'failed' | undefined> {
  return transaction(async (tx) => {
    const [row] = await tx.$queryRaw<Owed[]>(Prisma.sql`
      SELECT id, kind, payload FROM "Outbox"
      WHERE "doneAt" IS NULL AND attempts < ${attemptsAtMost}
        AND (attempts = 0 OR "createdAt" + attempts * interval '5 seconds' < now())
      ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`)
    if (!row) return undefined
    try {
      await handle(row)
      await tx.outbox.update({
        where: { id: row.id },
        data: { doneAt: new Date(), attempts: { increment: 1 } },
      })
      return 'done'
    } catch (error) {
      log().warn({ outboxId: String(row.id), error: String(error) }, 'A duty of the outbox failed')
      await tx.outbox.update({
        where: { id: row.id },
        data: { error: String(error), attempts: { increment: 1 } },
      })
      return 'failed'
    }
  })
}

async function handle({ kind, payload }: Owed): Promise<void> {
  const handler = handlers[kind]
  if (!handler) throw new Error(`Nobody does ${kind}`)
  await handler(payload)
}
