import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { postMail } from '#server/mail/post-mail.ts'
import { seenNow } from '#server/mail/seen-now.ts'
import type { Claims } from './claims.ts'
import type { Candidate, MailCandidate } from './decide.ts'
import { providerOfIssuer } from './client.ts'
import type { Provider } from './settings.ts'

/** Who does it, for the audit. */
export type Doer = Pick<Actor, 'id' | 'door' | 'address' | 'userAgent'>

const candidateColumns = { id: true, kind: true, active: true, demo: true } as const

/** An account at a provider that is known already, and whose it is. */
export interface KnownAccount {
  identityId: string
  owner: Candidate
}

/** Lets one transaction at a time deal with an account at a provider, and looks whose it is. */
export async function lockAccount(tx: Tx, { issuer, subject }: Claims): Promise<KnownAccount | undefined> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`account ${subject} of ${issuer}`}))`
  const row = await tx.identity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { id: true, person: { select: candidateColumns } },
  })
  return row ? { identityId: row.id, owner: row.person } : undefined
}

/** Who has this mail address; what only untrusted providers say of it proves nothing. */
export async function findByMail(tx: Tx, email: string | undefined): Promise<MailCandidate | undefined> {
  if (email === undefined) return undefined
  const row = await tx.person.findUnique({
    where: { email },
    select: { ...candidateColumns, passwordHash: true, identities: { select: { issuer: true } } },
  })
  if (!row) return undefined
  const { passwordHash, identities, ...candidate } = row
  const distrusted =
    identities.length > 0 && !identities.some(({ issuer }) => providerOfIssuer(issuer)?.trusted)
  return { ...candidate, unproven: passwordHash === null && distrusted }
}

/** Makes a person without a password, with the ready role of those who are made by hand. `language`: the browser's, where the provider names none. @returns their id */
export async function makePerson(
  tx: Tx,
  {
    provider,
    claims,
    email,
    language,
    from,
  }: { provider: Provider; claims: Claims; email: string; language?: string; from: Omit<Doer, 'id'> },
): Promise<string> {
  const id = randomBytes(16).toString('base64url')
  const name = claims.name ?? email.slice(0, email.lastIndexOf('@'))
  const role = 'requester'
  const roleBindings = { create: [{ id: randomBytes(16).toString('base64url'), role }] }
  await tx.person.create({ data: { id, email, name, language: claims.language ?? language, roleBindings } })
  await audit(
    tx,
    { ...from, id },
    {
      action: 'user:create',
      subjectType: 'person',
      subjectId: id,
      after: { name, email, roles: [role], provider: provider.id },
    },
  )
  return id
}

/** Binds an account at a provider to a person. @returns the id of the bond */
export async function makeIdentity(
  tx: Tx,
  doer: Doer,
  { provider, claims, personId }: { provider: Provider; claims: Claims; personId: string },
): Promise<string> {
  const id = randomBytes(16).toString('base64url')
  const { issuer, subject, email } = claims
  await tx.identity.create({ data: { id, issuer, subject, email, personId } })
  await audit(tx, doer, {
    action: 'identity:link',
    subjectType: 'person',
    subjectId: personId,
    after: { provider: provider.id, issuer, subject, email: email ?? null },
  })
  return id
}

/** Tells somebody by mail that an account at a provider opens theirs from now on. */
export async function tellLinked(
  tx: Tx,
  doer: Doer,
  { provider, personId }: { provider: Provider; personId: string },
): Promise<void> {
  const data = { ...seenNow(doer), provider: provider.name }
  const dedupeKey = `identity-linked:${data.at}`
  await postMail(tx, { personId, kind: 'identity-linked', data, dedupeKey })
}
