import { digestOf, noHash, sha256, type EntryContent } from '#engine/evidence/audit-hash.ts'
import type { Actor } from '#server/actor.ts'
import type { Tx } from '#server/db.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { storable } from '#server/runs/storable.ts'
import { maskSecrets } from './mask.ts'

/** One thing that somebody did, or was refused. */
export interface AuditEvent {
  /** `resource:verb`. */
  action: string
  subjectType: string
  subjectId: string
  before?: JsonObject
  after?: JsonObject
  refused?: boolean
}

type Doer = Pick<Actor, 'id' | 'door' | 'address' | 'userAgent'>

/**
 * Writes it down in the transaction that does it, as the next entry of its subject's chain. Secrets are masked.
 * One statement: it holds the end of that chain, and nothing else, until the commit.
 */
export async function audit(tx: Tx, actor: Doer, event: AuditEvent): Promise<void> {
  await write(tx, [contentOf(actor, event, new Date())])
}

const piece = 500

/** The same for many at once, each of a subject of its own. */
export async function auditEach(tx: Tx, actor: Doer, events: readonly AuditEvent[]): Promise<void> {
  const now = new Date()
  for (let start = 0; start < events.length; start += piece)
    await write(
      tx,
      events.slice(start, start + piece).map((event) => contentOf(actor, event, now)),
    )
}

/** All contents are by one actor at one time. The ends of chains are taken in an order, so that two of these never wait for each other in a ring. */
async function write(tx: Tx, contents: readonly EntryContent[]): Promise<void> {
  const [first] = contents
  if (!first) return
  const { at, actorId, door, address, userAgent } = first
  const of = <T>(read: (content: EntryContent) => T) => contents.map(read)
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  const digests = of((content) => hex(digestOf(content)))
  const starts = of((content) => hex(sha256(noHash, digestOf(content))))
  await tx.$executeRaw`
    WITH given AS (
      SELECT action, type, id, before::jsonb, after::jsonb, refused, decode(digest, 'hex') AS digest,
        decode(start, 'hex') AS start, n
      FROM unnest(${of((content) => content.action)}::text[], ${of((content) => content.subjectType)}::text[],
        ${of((content) => content.subjectId)}::text[], ${of((content) => textOf(content.before))}::text[],
        ${of((content) => textOf(content.after))}::text[], ${of((content) => content.refused)}::boolean[],
        ${digests}::text[], ${starts}::text[])
        WITH ORDINALITY AS g(action, type, id, before, after, refused, digest, start, n)
    ), chain AS (
      INSERT INTO "AuditChain" AS c ("subjectType", "subjectId", seq, "previousHash", hash, at)
      SELECT type, id, 1, ${noHash}::bytea, start, ${at}::timestamptz FROM given ORDER BY type, id
      ON CONFLICT ("subjectType", "subjectId") DO UPDATE SET
        seq = c.seq + 1, "previousHash" = c.hash,
        hash = sha256(c.hash || (SELECT digest FROM given WHERE type = c."subjectType" AND id = c."subjectId")),
        at = GREATEST(c.at, EXCLUDED.at)
      RETURNING "subjectType", "subjectId", seq, "previousHash", hash
    )
    INSERT INTO "AuditEntry" (at, "actorId", door, address, "userAgent", action, "subjectType", "subjectId",
      before, after, refused, seq, "previousHash", hash)
    SELECT ${at}::timestamptz, ${actorId}::text, ${door}::text, ${address}::text, ${userAgent}::text, g.action,
      g.type, g.id, g.before, g.after, g.refused, c.seq, c."previousHash", c.hash
    FROM given g JOIN chain c ON c."subjectType" = g.type AND c."subjectId" = g.id ORDER BY g.n`
}

function contentOf(
  actor: Doer,
  { before, after, refused = false, ...event }: AuditEvent,
  at: Date,
): EntryContent {
  return {
    ...event,
    at,
    actorId: actor.id,
    door: actor.door,
    address: actor.address ?? null,
    userAgent: actor.userAgent ?? null,
    before: plain(before),
    after: plain(after),
    refused,
  }
}

/** As it will be read again: without what JSON does not hold. */
function plain(value: JsonObject | undefined): unknown {
  return value === undefined ? null : JSON.parse(storable(maskSecrets(value)))
}

function textOf(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}
