import { audit } from '#server/audit/record.ts'
import { db, uniqueConflict, type Tx } from '#server/db.ts'
import type { Place } from '#server/people/devices.ts'
import { nobody } from '#server/people/nobody.ts'
import { transaction } from '#server/transaction.ts'
import { findByMail, lockAccount, makeIdentity, makePerson, tellLinked, type Doer } from './account.ts'
import type { Claims } from './claims.ts'
import { decide, type Decision, type Refusal } from './decide.ts'
import { followManager, followProfile } from './follow-claims.ts'
import { followGroups } from './follow-groups.ts'
import type { Provider } from './settings.ts'

/** Whom a provider sent. There is no session yet: a second factor may come first. */
export interface Entered {
  personId: string
  identityId: string
}

interface Arrival {
  provider: Provider
  claims: Claims
  place: Place
}

/** For the audit: from where. */
export function doerAt({ address, userAgent }: Place): Omit<Doer, 'id'> {
  return { door: 'web', address, userAgent: userAgent?.slice(0, 300) }
}

async function enterIn(
  tx: Tx,
  { provider, claims, place }: Arrival,
): Promise<Entered | Extract<Decision, { do: 'refuse' }>> {
  const account = await lockAccount(tx, claims)
  const byMail = account ? undefined : await findByMail(tx, claims.email)
  const decision = decide(provider, claims, { owner: account?.owner, byMail })
  if (decision.do === 'refuse') return decision
  const from = doerAt(place)
  const personId =
    decision.do === 'sign-up'
      ? await makePerson(tx, { provider, claims, email: decision.email, language: place.language, from })
      : decision.personId
  const doer = { ...from, id: personId }
  const following = { provider, claims, personId }
  const identityId = account?.identityId ?? (await makeIdentity(tx, doer, following))
  // who had an account before hears that it has another door
  if (decision.do === 'link') await tellLinked(tx, doer, following)
  await tx.identity.update({
    where: { id: identityId },
    data: { lastUsedAt: new Date(), email: claims.email ?? null },
  })
  await followProfile(tx, doer, following)
  await followGroups(tx, doer, following)
  await followManager(tx, doer, following)
  return { personId, identityId }
}

/**
 * Lets in whom a provider sends: the person of the account, one who is made for it, or nobody. Name, mail address, groups and
 * manager follow the claims.
 */
export async function enter(arrival: Arrival): Promise<Entered | { refused: Refusal }> {
  const work = () => transaction((tx) => enterIn(tx, arrival))
  // somebody may take the mail address between the look and the write: then they are seen the second time
  const done = await work().catch((error: unknown) => {
    if (uniqueConflict(error) === undefined) throw error
    return work()
  })
  if (!('do' in done)) return done
  await audit(
    db,
    { ...doerAt(arrival.place), id: nobody.id },
    {
      action: 'session:open',
      subjectType: 'person',
      subjectId: done.personId ?? 'unknown',
      after: { provider: arrival.provider.id, why: done.why },
      refused: true,
    },
  )
  return { refused: done.why }
}
