import type { Actor } from '#server/actor.ts'
import type { Tx } from '#server/db.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { digestOf, noHash, sha256, type EntryContent } from './entry-hash.ts'
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

/**
 * Writes it down in the transaction that does it, as the next entry of its subject's chain. Secrets are masked.
 * One statement: it holds the end of that chain, and nothing else, until the commit.
 */
export async function audit(
  tx: Tx,
  actor: Pick<Actor, 'id' | 'door' | 'address' | 'userAgent'>,
  event: AuditEvent,
): Promise<void> {
  const content = contentOf(actor, event)
  const { at, actorId, door, address, userAgent, action, subjectType, subjectId, refused } = content
  const [before, after] = [textOf(content.before), textOf(content.after)]
  const digest = digestOf(content)
  await tx.$executeRaw`
    WITH chain AS (
      INSERT INTO "AuditChain" AS c ("subjectType", "subjectId", seq, "previousHash", hash, at)
      VALUES (${subjectType}, ${subjectId}, 1, ${noHash}, ${sha256(noHash, digest)}, ${at})
      ON CONFLICT ("subjectType", "subjectId") DO UPDATE SET
        seq = c.seq + 1, "previousHash" = c.hash, hash = sha256(c.hash || ${digest}::bytea),
        at = GREATEST(c.at, EXCLUDED.at)
      RETURNING seq, "previousHash", hash
    )
    INSERT INTO "AuditEntry" (at, "actorId", door, address, "userAgent", action, "subjectType", "subjectId",
      before, after, refused, seq, "previousHash", hash)
    SELECT ${at}::timestamptz, ${actorId}::text, ${door}::text, ${address}::text, ${userAgent}::text, ${action}::text,
      ${subjectType}::text, ${subjectId}::text, ${before}::jsonb, ${after}::jsonb, ${refused}::boolean, seq, "previousHash", hash
    FROM chain`
}

function contentOf(
  actor: Pick<Actor, 'id' | 'door' | 'address' | 'userAgent'>,
  { before, after, refused = false, ...event }: AuditEvent,
): EntryContent {
  return {
    ...event,
    at: new Date(),
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
  return value === undefined ? null : JSON.parse(JSON.stringify(maskSecrets(value)))
}

function textOf(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}
