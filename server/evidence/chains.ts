import { hex } from '#engine/evidence/audit-hash.ts'
import type { Content, Entry } from '#engine/evidence/pack.ts'
import type { Prisma, Tx } from '#server/db.ts'

interface Subject {
  subjectType: string
  subjectId: string
}

const columns = {
  id: true,
  seq: true,
  at: true,
  actorId: true,
  door: true,
  address: true,
  userAgent: true,
  action: true,
  before: true,
  after: true,
  refused: true,
  previousHash: true,
  hash: true,
  checkpoint: true,
} as const satisfies Prisma.AuditEntrySelect

/** What the audit says of these subjects, each whole; those of which it says nothing are left out. */
export async function chainsOf(tx: Tx, subjects: readonly Subject[]): Promise<Content<'chain'>[]> {
  const chains: Content<'chain'>[] = []
  for (const subject of subjects) {
    // what was written before there were chains proves nothing
    const rows = await tx.auditEntry.findMany({
      where: { ...subject, seq: { not: null } },
      orderBy: { seq: 'asc' },
      select: columns,
    })
    const entries = rows.flatMap(({ id, seq, at, previousHash, hash, ...said }) =>
      seq !== null && previousHash && hash
        ? [
            {
              ...said,
              id: id.toString(),
              seq,
              at: at.toISOString(),
              previousHash: hex(previousHash),
              hash: hex(hash),
            },
          ]
        : [],
    )
    if (entries.length > 0) chains.push({ ...subject, entries })
  }
  return chains
}

/**
 * The checkpoints that cover the entries of chains. What else a checkpoint covers is told by its hash alone: it proves the order
 * and tells nothing of others.
 */
export async function checkpointsOf(tx: Tx, chains: readonly Content<'chain'>[]): Promise<Entry[]> {
  const numbers = new Set(
    chains.flatMap(({ entries }) => entries.flatMap(({ checkpoint }) => checkpoint ?? [])),
  )
  const rows = await tx.auditCheckpoint.findMany({
    where: { number: { in: [...numbers] } },
    orderBy: { number: 'asc' },
  })
  const found: Entry[] = []
  for (const { number, at, entries, firstId, lastId, digest, previousHash, hash } of rows) {
    const covered = await tx.auditEntry.findMany({
      where: { id: { gte: firstId, lte: lastId }, checkpoint: number },
      orderBy: { id: 'asc' },
      select: { hash: true },
    })
    const content = {
      number,
      at: at.toISOString(),
      entries,
      firstId: firstId.toString(),
      lastId: lastId.toString(),
      digest: hex(digest),
      previousHash: hex(previousHash),
      hash: hex(hash),
      entryHashes: covered.flatMap((entry) => (entry.hash ? hex(entry.hash) : [])),
    }
    found.push({ kind: 'checkpoint', id: String(number), content })
  }
  return found
}
