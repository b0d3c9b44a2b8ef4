import type { Tx } from '#server/db.ts'
import { env } from '#server/env.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { transaction } from '#server/transaction.ts'
import { audit } from './record.ts'

const dayMs = 24 * 60 * 60 * 1000
/** Checkpoints whose entries go in one transaction. */
const atOnce = 20
/** Ends of chains that go in one transaction. */
const chainsAtOnce = 5_000
/** Milliseconds. */
const patience = { maxWait: 5_000, timeout: 60_000 }

/**
 * Removes the entries that FORMWORK_AUDIT_DAYS no longer keeps: those of whole checkpoints, which themselves stay. Each step
 * says in the audit what it removed, so that the verifier knows.
 * @returns how many entries went
 */
export async function purgeAudit(now: Date): Promise<number> {
  const days = env().FORMWORK_AUDIT_DAYS
  if (days === 0) return 0
  const before = new Date(now.getTime() - days * dayMs)
  let removed = 0
  for (let count = await purgeSome(before); count > 0; count = await purgeSome(before)) removed += count
  if (removed > 0) while ((await dropChains(before)) === chainsAtOnce);
  return removed
}

function purgeSome(before: Date): Promise<number> {
  return transaction(async (tx) => {
    const from = await firstKept(tx)
    const range = await tx.auditCheckpoint.findMany({
      where: { number: { gte: from }, at: { lt: before } },
      orderBy: { number: 'asc' },
      take: atOnce,
      select: { number: true, lastId: true },
    })
    const through = range.at(-1)?.number
    if (through === undefined) return 0
    const lastId = range.reduce((most, row) => (row.lastId > most ? row.lastId : most), 0n)
    const { count } = await tx.auditEntry.deleteMany({
      where: { id: { lte: lastId }, checkpoint: { lte: through } },
    })
    await audit(tx, systemActor, {
      action: 'audit:purge',
      subjectType: 'audit',
      subjectId: 'retention',
      after: { through, before: before.toISOString(), entries: count },
    })
    return count
  }, patience)
}

/** Number of the oldest checkpoint whose entries are there. One purge at a time: the other waits, and then finds less. */
async function firstKept(tx: Tx): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(7310003)`
  const row = await tx.auditEntry.findFirst({
    where: { subjectType: 'audit', subjectId: 'retention', action: 'audit:purge' },
    orderBy: { seq: 'desc' },
  })
  const { through } = (row?.after ?? {}) as { through?: number }
  return (through ?? 0) + 1
}

/**
 * Chains of which nothing is left begin anew when something happens to their subject again. An end that somebody goes on from
 * at this moment is passed over: what is locked here has no newer entry.
 */
function dropChains(before: Date): Promise<number> {
  return transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ subjectType: string; subjectId: string }[]>`
      SELECT c."subjectType", c."subjectId" FROM "AuditChain" c
      WHERE c.at < ${before} AND NOT EXISTS (SELECT 1 FROM "AuditEntry" e
        WHERE e."subjectType" = c."subjectType" AND e."subjectId" = c."subjectId")
      LIMIT ${chainsAtOnce}::int FOR UPDATE OF c SKIP LOCKED`
    await tx.$executeRaw`
      DELETE FROM "AuditChain" c USING unnest(${rows.map((row) => row.subjectType)}::text[], ${rows.map((row) => row.subjectId)}::text[])
        AS gone("subjectType", "subjectId")
      WHERE c."subjectType" = gone."subjectType" AND c."subjectId" = gone."subjectId"`
    return rows.length
  }, patience)
}
