import { z } from 'zod'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { nobody } from '#server/people/nobody.ts'
import { isReadable, sealedFrom, unseal } from '#server/secrets/seal.ts'
import { transaction } from '#server/transaction.ts'
import { lifeMs, mayReset } from './link.ts'
import { sendLink } from './send-link.ts'

const atOnce = 100
const placeShape = z.object({ address: z.string().optional(), userAgent: z.string().optional() })

interface Asked {
  address: string
  place: unknown
  createdAt: Date
}

/** Sends a link to everybody who asked for one and has an account with a password; of others nothing is left. */
export async function answerResetAsks(): Promise<void> {
  for (let count = 0; count < atOnce; count++) if (!(await transaction(answerOne))) return
}

async function answerOne(tx: Tx): Promise<boolean> {
  const [asked] = await tx.$queryRaw<Asked[]>`
    DELETE FROM "ResetAsk" WHERE id = (SELECT id FROM "ResetAsk" ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING address, place, "createdAt"`
  if (!asked) return false
  const sealed = sealedFrom(asked.address)
  const isOld = asked.createdAt.getTime() + lifeMs.reset < Date.now()
  if (!isOld && isReadable(sealed)) await answer(tx, unseal(sealed), placeShape.parse(asked.place))
  return true
}

async function answer(tx: Tx, email: string, place: z.infer<typeof placeShape>): Promise<void> {
  const person = await tx.person.findFirst({
    where: { email, ...mayReset },
    select: { id: true },
  })
  if (!person || !(await sendLink(tx, { personId: person.id, kind: 'reset' }))) return
  await audit(
    tx,
    { id: nobody.id, door: 'web', ...place },
    { action: 'user:ask-password-link', subjectType: 'person', subjectId: person.id },
  )
}
