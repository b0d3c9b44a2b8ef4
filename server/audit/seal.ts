import { checkpointHash, digestOf, noHash } from '#engine/evidence/audit-hash.ts'
import { db, type Tx } from '#server/db.ts'
import { sealOf } from './checkpoint-seal.ts'

/** Of the advisory lock that one sealing holds, whatever the number of workers. */
const lock = 7_310_002
const batch = 5_000
/** Milliseconds. */
const patience = { maxWait: 5_000, timeout: 60_000 }

/**
 * Covers every entry that no checkpoint covers yet by new ones, each with the hash of the one before.
 * @returns how many entries were sealed
 */
export async function sealAudit(): Promise<number> {
  let sealed = 0
  for (let count = batch; count === batch; sealed += count) {
    count = await db.$transaction(sealBatch, patience)
  }
  return sealed
}

interface Covered {
  entries: number
  firstId: bigint | null
  lastId: bigint | null
  digest: Uint8Array | null
}

async function sealBatch(tx: Tx): Promise<number> {
  const [taken] = await tx.$queryRaw<{ ok: boolean }[]>`SELECT pg_try_advisory_xact_lock(${lock}::int) AS ok`
  if (!taken?.ok) return 0
  const last = await tx.auditCheckpoint.findFirst({ orderBy: { number: 'desc' } })
  // what was written before there were chains is sealed first and by itself
  const unchained = await adopt(tx)
  const number = (last?.number ?? 0) + 1
  const [covered] = await tx.$queryRaw<Covered[]>`
    WITH sealed AS (
      UPDATE "AuditEntry" SET checkpoint = ${number}::int WHERE id IN (
        SELECT id FROM "AuditEntry" WHERE checkpoint IS NULL AND (seq IS NULL) = ${unchained}
        ORDER BY id LIMIT ${batch}::int)
      RETURNING id, hash
    )
    SELECT count(*)::int AS entries, min(id) AS "firstId", max(id) AS "lastId",
      sha256(string_agg(hash, ''::bytea ORDER BY id)) AS digest
    FROM sealed`
  if (!covered || covered.firstId === null || covered.lastId === null || covered.digest === null) return 0
  const { entries, firstId, lastId } = covered
  const digest = new Uint8Array(covered.digest)
  const previousHash = last ? new Uint8Array(last.hash) : noHash
  const content = { number, at: new Date(), entries, firstId, lastId, digest, previousHash }
  const hash = checkpointHash(content)
  await tx.auditCheckpoint.create({ data: { ...content, hash, seal: sealOf(hash) } })
  return entries
}

/** Gives a hash to entries without a chain. @returns whether there are any to seal */
async function adopt(tx: Tx): Promise<boolean> {
  const rows = await tx.auditEntry.findMany({
    where: { checkpoint: null, seq: null },
    orderBy: { id: 'asc' },
    take: batch,
  })
  for (const row of rows) {
    await tx.auditEntry.update({ where: { id: row.id }, data: { hash: digestOf(row) } })
  }
  return rows.length > 0
}
