import type { Actor } from '#server/actor.ts'
import { transaction } from '#server/transaction.ts'
import { audit } from './record.ts'
import type { SensitiveRead } from './kinds.ts'

/** What was read, and of whom or what. */
export interface SensitiveSubject {
  subjectType: string
  subjectId: string
}

/** Writes down that somebody read what the audit has to know of; a read that cannot be written down is none. */
export async function auditRead(
  actor: Actor,
  action: SensitiveRead,
  { subjectType, subjectId }: SensitiveSubject,
): Promise<void> {
  await transaction((tx) => audit(tx, actor, { action, subjectType, subjectId }))
}
