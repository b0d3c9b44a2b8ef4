import type { Clock } from '#engine/catalog/trigger-host.ts'
import type { BackfillCall, BackfillStep } from '#engine/workflow/trigger-messages.ts'
import { db, Prisma } from '#server/db.ts'
import { announce } from '#server/events.ts'
import { transaction } from '#server/transaction.ts'
import { startAtTime } from './at-time.ts'
import { backfillOf, type Backfill } from './backfill-state.ts'
import { clockOf } from './clock-of.ts'
import { loadTrigger, type FoundTrigger } from './find-trigger.ts'
import { isAuthors, noteError } from './note.ts'

const batch = 100

/** Starts executions for the next hundred times; may be called again, the same times start nothing twice. */
export async function backfillBatch(call: BackfillCall, size = batch): Promise<BackfillStep> {
  for (let n = 0; n < size; n++) {
    const found = await loadTrigger(call)
    const clock = found && clockOf(found.trigger)
    const backfill = backfillOf(found?.row.backfill)
    if (!found || !clock || backfill?.id !== call.backfillId) return 'gone'
    if (backfill.paused) return 'paused'
    const at = clock.next(backfill.done)
    if (at === undefined || at > backfill.end) {
      await store(call, null)
      return 'done'
    }
    const started = await startOne(found, clock, { backfill, at })
    await store(call, {
      done: at,
      looked: backfill.looked + 1,
      started: backfill.started + (started ? 1 : 0),
    })
  }
  return 'more'
}

async function startOne(
  found: FoundTrigger,
  clock: Clock,
  { backfill, at }: { backfill: Backfill; at: number },
): Promise<boolean> {
  const { id, inputs, labels } = backfill
  try {
    const became = await startAtTime(found, clock, { at, inputs, labels, cause: `backfill ${id}` })
    return became === 'inserted' || became === 'exists'
  } catch (error) {
    if (!isAuthors(error)) throw error
    await noteError(found.row, error)
    return false
  }
}

/** Only what has changed, so that a pause that came meanwhile stays; nothing where the backfill is another one now. */
async function store(call: BackfillCall, change: Partial<Backfill> | null): Promise<void> {
  const { namespace, flowId, triggerId, backfillId } = call
  const next = change === null ? Prisma.sql`NULL` : Prisma.sql`backfill || ${JSON.stringify(change)}::jsonb`
  await transaction(async (tx) => {
    await tx.$executeRaw(Prisma.sql`UPDATE "Trigger" SET backfill = ${next}
      WHERE namespace = ${namespace} AND "flowId" = ${flowId} AND "triggerId" = ${triggerId}
        AND backfill->>'id' = ${backfillId}`)
    await announce(tx, ['triggers'])
  })
}

/** Backfills whose workflow may have been lost: a start that is not needed does nothing. */
export async function goOnWithBackfills(start: (call: BackfillCall) => Promise<void>): Promise<void> {
  const rows = await db.trigger.findMany({
    where: { backfill: { not: Prisma.AnyNull }, removed: false },
    select: { namespace: true, flowId: true, triggerId: true, backfill: true },
    take: batch,
  })
  for (const { backfill: stored, ...key } of rows) {
    const backfill = backfillOf(stored)
    if (backfill && !backfill.paused) await start({ ...key, backfillId: backfill.id })
  }
}
