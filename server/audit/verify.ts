import { hex } from '#engine/evidence/audit-hash.ts'
import { db, Prisma, type Tx } from '#server/db.ts'
import { verifyChains } from './verify-chains.ts'
import { verifyCheckpoints } from './verify-checkpoints.ts'

/** One thing that is not as it was written. */
export interface Finding {
  kind: 'changed' | 'removed' | 'inserted' | 'forged'
  /** Where it shows; findings are told in this order. */
  entryId: bigint
  message: string
}

/** What was purged, as the audit itself says. */
export interface Purged {
  /** Number of the newest checkpoint whose entries were purged. */
  through: number
  /** Entries up to this instant may be gone. */
  before: Date
}

export interface AuditVerdict {
  entries: number
  checkpoints: number
  /** Entries since the last checkpoint. */
  unsealed: number
  purged?: Purged & { entries: number }
  /** Note it down somewhere else: `expected` of a later check shows whether anything up to here was written anew. */
  last?: { number: number; hash: string }
  /** The first comes first; not more than a hundred. */
  findings: Finding[]
}

export interface VerifyOptions {
  /** A checkpoint as it was noted down earlier. */
  expected?: { number: number; hash: string }
}

/** Milliseconds: all of the audit is read. */
const patience = { maxWait: 10_000, timeout: 3_600_000 }
const most = 100

/** Reads the whole audit in one view of it, and tells whatever was changed, removed or inserted behind its back. */
export async function verifyAudit(options: VerifyOptions = {}): Promise<AuditVerdict> {
  return db.$transaction((tx) => verify(tx, options), {
    ...patience,
    isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead,
  })
}

async function verify(tx: Tx, { expected }: VerifyOptions): Promise<AuditVerdict> {
  const purged = await findPurged(tx)
  const findings: Finding[] = [
    ...(await verifyCheckpoints(tx, { purged, expected })),
    ...(await verifyChains(tx, purged)),
  ]
  findings.sort((a, b) => (a.entryId < b.entryId ? -1 : a.entryId > b.entryId ? 1 : 0))
  const [entries, unsealed, checkpoints, last] = [
    await tx.auditEntry.count(),
    await tx.auditEntry.count({ where: { checkpoint: null } }),
    await tx.auditCheckpoint.aggregate({
      _count: true,
      _sum: { entries: true },
      where: { number: { lte: purged?.through ?? 0 } },
    }),
    await tx.auditCheckpoint.findFirst({ orderBy: { number: 'desc' } }),
  ]
  return {
    entries,
    unsealed,
    checkpoints: await tx.auditCheckpoint.count(),
    purged: purged && { ...purged, entries: checkpoints._sum.entries ?? 0 },
    last: last ? { number: last.number, hash: hex(last.hash) } : undefined,
    findings: findings.slice(0, most),
  }
}

/** The newest word of the audit about what was purged. */
async function findPurged(tx: Tx): Promise<Purged | undefined> {
  const row = await tx.auditEntry.findFirst({
    where: { subjectType: 'audit', subjectId: 'retention', action: 'audit:purge' },
    orderBy: { seq: 'desc' },
  })
  const { through, before } = (row?.after ?? {}) as { through?: number; before?: string }
  if (typeof through !== 'number' || typeof before !== 'string') return undefined
  return { through, before: new Date(before) }
}
