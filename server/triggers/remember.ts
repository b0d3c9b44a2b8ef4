import type { Preconditions } from '#engine/catalog/trigger-host.ts'
import { countedWithin } from '#engine/flow/triggers/time-window.ts'
import type { Tx } from '#server/db.ts'
import { printKey, type TriggerKey } from './key.ts'

/** A set of conditions, and those of them that the execution at hand makes true. */
export interface Result {
  set: Preconditions
  trueNow: readonly string[]
}

/**
 * Remembers what came true, one execution after the other.
 * @returns whether now all conditions of all sets have come true within their windows, by this execution's doing
 */
export async function remember(tx: Tx, key: TriggerKey, results: readonly Result[]): Promise<boolean> {
  const { namespace, flowId, triggerId } = key
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`trigger:${printKey(key)}`}, 0))`
  const now = Date.now()
  let complete = true
  for (const { set, trueNow } of results) {
    const where = { namespace_flowId_triggerId_name: { namespace, flowId, triggerId, name: set.id } }
    const row = await tx.triggerMemory.findUnique({ where })
    const before = (row?.seen ?? {}) as Record<string, number>
    const fresh = Object.fromEntries(trueNow.map((name) => [name, now]))
    const seen = countedWithin(set.timeWindow, { ...before, ...fresh }, now)
    complete &&= set.parts.every(({ name }) => name in seen)
    const data = { seen }
    await tx.triggerMemory.upsert({
      where,
      create: { namespace, flowId, triggerId, name: set.id, ...data },
      update: data,
    })
  }
  const did =
    results.every(({ set }) => set.parts.length === 0) || results.some(({ trueNow }) => trueNow.length > 0)
  if (!complete || !did) return false
  const reset = results.filter(({ set }) => set.resetOnSuccess).map(({ set }) => set.id)
  await tx.triggerMemory.deleteMany({ where: { namespace, flowId, triggerId, name: { in: reset } } })
  return true
}
