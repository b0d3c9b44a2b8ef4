import { digestOf, hex, noHash, sha256, type EntryContent } from '#engine/evidence/audit-hash.ts'
import { Prisma, type Tx } from '#server/db.ts'
import type { Finding, Purged } from './verify.ts'

interface Entry extends EntryContent {
  id: bigint
  seq: number | null
  previousHash: Uint8Array | null
  hash: Uint8Array | null
  checkpoint: number | null
}

interface End {
  subjectType: string
  subjectId: string
  seq: number
  at: Date
  /** Of the entry with that number; null: there is none. */
  entryId: bigint | null
}

const batch = 5_000

/** Every entry against its hash, every chain from its first entry to its end. */
export async function verifyChains(tx: Tx, purged: Purged | undefined): Promise<Finding[]> {
  const findings: Finding[] = []
  let before: Entry | undefined
  for (;;) {
    const rows = await readEntries(tx, before)
    for (const row of rows) {
      findings.push(...judge(row, sameChain(before, row) ? before : undefined, purged))
      before = row
    }
    if (rows.length < batch) break
  }
  return [...findings, ...(await unchained(tx)), ...(await ends(tx, purged))]
}

function sameChain(a: Entry | undefined, b: Entry): boolean {
  return a?.subjectType === b.subjectType && a.subjectId === b.subjectId
}

function readEntries(tx: Tx, after: Entry | undefined): Promise<Entry[]> {
  const beyond = after
    ? Prisma.sql`AND ("subjectType", "subjectId", seq) > (${after.subjectType}, ${after.subjectId}, ${after.seq}::int)`
    : Prisma.empty
  return tx.$queryRaw<Entry[]>(Prisma.sql`
    SELECT * FROM "AuditEntry" WHERE seq IS NOT NULL ${beyond}
    ORDER BY "subjectType", "subjectId", seq LIMIT ${batch}::int`)
}

const nameOf = ({ id, action, subjectType, subjectId }: Entry) =>
  `entry ${id} (${action} of ${subjectType} ${subjectId})`

function judge(row: Entry, before: Entry | undefined, purged: Purged | undefined): Finding[] {
  const [seq, previous, hash] = [row.seq ?? 0, row.previousHash ?? noHash, row.hash ?? noHash]
  const place = { entryId: row.id }
  if (hex(sha256(previous, digestOf(row))) !== hex(hash))
    return [{ kind: 'changed', ...place, message: nameOf(row) }]
  if (!before) {
    // what was before it may have been purged: then the checkpoints tell whether all of that was to go
    if (seq === 1 ? hex(previous) === hex(noHash) : purged !== undefined) return []
    const message = `${seq - 1} before ${nameOf(row)}`
    return [{ kind: seq === 1 ? 'inserted' : 'removed', ...place, message }]
  }
  const last = before.seq ?? 0
  if (seq > last + 1)
    return [
      {
        kind: 'removed',
        ...place,
        message: `${seq - last - 1} between entry ${before.id} and ${nameOf(row)}`,
      },
    ]
  if (hex(previous) !== hex(before.hash ?? noHash))
    return [
      {
        kind: 'changed',
        ...place,
        message: `what stood before ${nameOf(row)}: it does not follow from entry ${before.id}`,
      },
    ]
  return []
}

/** Entries from before there were chains, once they are sealed. */
async function unchained(tx: Tx): Promise<Finding[]> {
  const findings: Finding[] = []
  for (let after = 0n; ;) {
    const rows: Entry[] = await tx.auditEntry.findMany({
      where: { seq: null, hash: { not: null }, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: batch,
    })
    for (const row of rows) {
      if (hex(digestOf(row)) !== hex(row.hash ?? noHash))
        findings.push({ kind: 'changed', entryId: row.id, message: nameOf(row) })
      after = row.id
    }
    if (rows.length < batch) return findings
  }
}

/** Chains whose newest entries are gone, and entries beyond the end of their chain. */
async function ends(tx: Tx, purged: Purged | undefined): Promise<Finding[]> {
  const shortened = await tx.$queryRaw<(End & { lastId: bigint | null })[]>`
    SELECT c."subjectType", c."subjectId", c.seq, c.at, e.id AS "entryId",
      (SELECT max(id) FROM "AuditEntry" o WHERE o."subjectType" = c."subjectType" AND o."subjectId" = c."subjectId") AS "lastId"
    FROM "AuditChain" c LEFT JOIN "AuditEntry" e
      ON e."subjectType" = c."subjectType" AND e."subjectId" = c."subjectId" AND e.seq = c.seq
    WHERE e.id IS NULL OR e.hash <> c.hash`
  const beyond = await tx.$queryRaw<Entry[]>`
    SELECT e.* FROM "AuditEntry" e LEFT JOIN "AuditChain" c
      ON e."subjectType" = c."subjectType" AND e."subjectId" = c."subjectId"
    WHERE e.seq > COALESCE(c.seq, 0) ORDER BY e.id LIMIT ${batch}::int`
  return [
    ...shortened.filter((end) => !wasPurged(end, purged)).map(lost),
    ...beyond.map((row): Finding => ({
      kind: 'inserted',
      entryId: row.id,
      message: `${nameOf(row)}, beyond the end of its chain`,
    })),
  ]
}

function wasPurged(end: End & { lastId: bigint | null }, purged: Purged | undefined): boolean {
  return purged !== undefined && end.lastId === null && end.at < purged.before
}

function lost({ subjectType, subjectId, seq, entryId, lastId }: End & { lastId: bigint | null }): Finding {
  const chain = `the chain of ${subjectType} ${subjectId}`
  return entryId === null
    ? { kind: 'removed', entryId: lastId ?? 0n, message: `the newest of ${chain}, which had ${seq}` }
    : { kind: 'changed', entryId, message: `the end of ${chain} is not its entry ${entryId}` }
}
