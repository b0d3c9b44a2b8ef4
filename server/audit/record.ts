import type { Actor } from '#server/actor.ts'
import type { Tx } from '#server/db.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
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

/** Writes it down in the transaction that does it. Secrets are masked. */
export async function audit(
  tx: Tx,
  actor: Pick<Actor, 'id' | 'door' | 'address'>,
  event: AuditEvent,
): Promise<void> {
  const { before, after, ...rest } = event
  await tx.auditEntry.create({
    data: {
      ...rest,
      actorId: actor.id,
      door: actor.door,
      address: actor.address,
      before: before && maskSecrets(before),
      after: after && maskSecrets(after),
    },
  })
}
