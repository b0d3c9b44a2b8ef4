import { checkpointHash, hex, noHash } from '#engine/evidence/audit-hash.ts'
import type { Tx } from '#server/db.ts'
import { isSealOf } from './checkpoint-seal.ts'
import type { Finding, Purged } from './verify.ts'

interface Options {
  purged?: Purged
  expected?: { number: number; hash: string }
}

interface Checkpoint {
  number: number
  at: Date
  entries: number
  firstId: bigint
  lastId: bigint
  digest: Uint8Array
  previousHash: Uint8Array
  hash: Uint8Array
  seal: Uint8Array
  /** Of the entries that are there; null: none. */
  found: number | null
  foundDigest: Uint8Array | null
  foundFirst: bigint | null
}

const batch = 1_000

/** The chain of checkpoints, their seals, and whether each covers what it covered when it was made. */
export async function verifyCheckpoints(tx: Tx, { purged, expected }: Options): Promise<Finding[]> {
  const findings: Finding[] = []
  let previous: Uint8Array = noHash
  let next = 1
  let met = expected === undefined
  for (let after = 0; ;) {
    const rows = await readCheckpoints(tx, after)
    for (const row of rows) {
      const missing = row.number > next
      if (missing) findings.push(gone(next, row.number - 1, row.firstId))
      findings.push(...judge(row, { previous: missing ? row.previousHash : previous, purged }))
      if (row.number === expected?.number) {
        met = true
        if (hex(row.hash) !== expected.hash)
          findings.push(forged(row, 'is another than the one that was noted down'))
      }
      previous = row.hash
      next = row.number + 1
    }
    after = next - 1
    if (rows.length < batch) break
  }
  if (!met && expected) findings.push(gone(expected.number, expected.number, 0n))
  return [...findings, ...(await strays(tx, next - 1))]
}

/** Checkpoints, each with what of its entries is there. */
function readCheckpoints(tx: Tx, after: number): Promise<Checkpoint[]> {
  return tx.$queryRaw<Checkpoint[]>`
    WITH page AS (SELECT * FROM "AuditCheckpoint" WHERE number > ${after}::int ORDER BY number LIMIT ${batch}::int),
    there AS (
      SELECT checkpoint, count(*)::int AS found, min(id) AS first,
        sha256(string_agg(hash, ''::bytea ORDER BY id)) AS digest
      FROM "AuditEntry" WHERE checkpoint IN (SELECT number FROM page) GROUP BY checkpoint
    )
    SELECT page.*, there.found, there.digest AS "foundDigest", there.first AS "foundFirst"
    FROM page LEFT JOIN there ON there.checkpoint = page.number ORDER BY page.number`
}

function judge(row: Checkpoint, { previous, purged }: { previous: Uint8Array; purged?: Purged }): Finding[] {
  const findings: Finding[] = []
  if (hex(row.previousHash) !== hex(previous))
    findings.push(forged(row, 'does not follow from the one before it'))
  if (hex(checkpointHash(row)) !== hex(row.hash)) findings.push(forged(row, 'was changed'))
  else if (!isSealOf(row.hash, row.seal))
    findings.push(
      forged(
        row,
        'was not sealed with a key of this installation (FORMWORK_SECRET_KEY, FORMWORK_OLD_SECRET_KEYS)',
      ),
    )
  const found = row.found ?? 0
  const where = { entryId: row.foundFirst ?? row.firstId }
  const name = `checkpoint ${row.number} (entries ${row.firstId} to ${row.lastId})`
  if (row.number <= (purged?.through ?? 0)) {
    if (found > 0)
      findings.push({ kind: 'inserted', ...where, message: `${found} in ${name}, which was purged` })
  } else if (found < row.entries) {
    const message = `${row.entries - found} of ${row.entries} in ${name}`
    findings.push({ kind: 'removed', entryId: row.firstId, message })
  } else if (found > row.entries) {
    const message = `${found - row.entries} more than the ${row.entries} of ${name}`
    findings.push({ kind: 'inserted', ...where, message })
  } else if (row.foundDigest === null || hex(row.foundDigest) !== hex(row.digest)) {
    findings.push({ kind: 'changed', ...where, message: `entries of ${name} have other hashes` })
  }
  return findings
}

function forged(row: Checkpoint, message: string): Finding {
  return { kind: 'forged', entryId: row.firstId, message: `checkpoint ${row.number} ${message}` }
}

function gone(from: number, to: number, entryId: bigint): Finding {
  const message = from === to ? `checkpoint ${from}` : `checkpoints ${from} to ${to}`
  return { kind: 'removed', entryId, message }
}

/** Entries of checkpoints that are not there, and entries outside of the chains where every entry has one. */
async function strays(tx: Tx, last: number): Promise<Finding[]> {
  const orphans = await tx.auditEntry.findFirst({
    where: { checkpoint: { gt: last } },
    orderBy: { id: 'asc' },
  })
  const chained = await tx.auditEntry.aggregate({
    _min: { checkpoint: true },
    where: { seq: { not: null } },
  })
  const first = chained._min.checkpoint
  const unchained =
    first === null
      ? null
      : await tx.auditEntry.findFirst({
          where: { seq: null, OR: [{ checkpoint: null }, { checkpoint: { gt: first } }] },
          orderBy: { id: 'asc' },
        })
  const findings: Finding[] = []
  if (orphans)
    findings.push({
      kind: 'removed',
      entryId: orphans.id,
      message: `checkpoint ${orphans.checkpoint}, which covered entry ${orphans.id}`,
    })
  if (unchained)
    findings.push({
      kind: 'inserted',
      entryId: unchained.id,
      message: `entry ${unchained.id} stands in no chain`,
    })
  return findings
}
