import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { transaction } from '#server/transaction.ts'

/** Ends every session of the actor but the one that asks; with a token or Basic: every one. @returns how many */
export async function revokeOtherSessions(actor: Actor): Promise<{ sessions: number }> {
  return transaction(async (tx) => {
    const { count: sessions } = await tx.session.deleteMany({
      where: { personId: actor.id, NOT: { id: actor.sessionId ?? '' } },
    })
    await audit(tx, actor, {
      action: 'session:revoke',
      subjectType: 'person',
      subjectId: actor.id,
      after: { sessions, others: true },
    })
    return { sessions }
  })
}
