import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { seal, sealedFrom, unseal } from '#server/secrets/seal.ts'
import { transaction } from '#server/transaction.ts'
import { defaultWay, topics, type Topic } from './topics.ts'

/** What a link of a mail switches off: mails about one topic, or the digest with all that is in it. */
export type Unsubscribed = Topic | 'digest'

const purpose = 'unsubscribe'

/** Sealed with the product's key: nobody else can make one, and it says nothing about whom it is for. */
export function unsubscribeToken(personId: string, from: Unsubscribed): string {
  return seal(JSON.stringify([purpose, personId, from])).value
}

export interface Subscription {
  personId: string
  from: Unsubscribed
}

/** What a token switches off; undefined for what is no token of ours. Looking changes nothing. */
export function readToken(token: string): Subscription | undefined {
  try {
    const [what, personId, from] = JSON.parse(unseal(sealedFrom(token))) as unknown[]
    const known = [...topics, 'digest' as const].find((one) => one === from)
    return what === purpose && typeof personId === 'string' && known ? { personId, from: known } : undefined
  } catch {
    // cut, changed, or sealed with a key that is gone
    return undefined
  }
}

/**
 * Sends the person no more mails of this kind; once is as good as twice.
 * @throws AppError `gone` for what is no token, and for an account that is no more
 */
export async function unsubscribe(token: string, address?: string): Promise<Unsubscribed> {
  const read = readToken(token)
  if (!read) throw new AppError('gone', 'This link is not good any more.')
  const { personId, from } = read
  if ((await db.person.count({ where: { id: personId, active: true } })) === 0)
    throw new AppError('gone', 'This link is not good any more.')
  await transaction(async (tx) => {
    const rows = await tx.noticeSetting.findMany({ where: { personId } })
    const chosen = new Map(rows.map(({ topic, way }) => [topic, way]))
    const off =
      from === 'digest'
        ? topics.filter((topic) => (chosen.get(topic) ?? defaultWay(topic)) === 'digest')
        : [from]
    for (const topic of off)
      await tx.noticeSetting.upsert({
        where: { personId_topic: { personId, topic } },
        create: { personId, topic, way: 'off' },
        update: { way: 'off' },
      })
    await audit(
      tx,
      { id: personId, door: 'mail', address },
      {
        action: 'user:notice-settings',
        subjectType: 'person',
        subjectId: personId,
        after: { off },
      },
    )
  })
  return from
}
