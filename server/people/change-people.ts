import { randomBytes } from 'node:crypto'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { uniqueConflict, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demandMail } from '#server/mail/demand-mail.ts'
import { postMail } from '#server/mail/post-mail.ts'
import { seenNow } from '#server/mail/seen-now.ts'
import { inviteIn } from '#server/mail-links/invite-person.ts'
import { endLinks } from '#server/mail-links/link.ts'
import { demandNotAbove } from '#server/roles/held.ts'
import { demandAdmin, lockAdmins } from '#server/roles/last-admin.ts'
import { transaction } from '#server/transaction.ts'
import { demand } from './can.ts'
import { demandGoodPassword } from './demand-good-password.ts'
import { passwordColumns } from './password.ts'
import { demandManager } from './manager.ts'
import { nameOf } from './names.ts'
import { readPerson } from './people.ts'
import { setGroups, setRoles, withEverything } from './set-rights.ts'
import type { PersonDetail, RoleGrant } from './view.ts'

/** Somebody to be let in. */
export interface NewPerson {
  email: string
  name: string
  /** Absent: one is made, unless they are invited. */
  password?: string
  /** They get a link by mail by which they set a password, in place of one. */
  invite?: boolean
  /** Each needs `binding:write`, and what it holds. */
  roles: readonly RoleGrant[]
  /** Slugs. */
  groups: readonly string[]
}

/** What changes of a person; what is absent stays. */
export interface PersonChange {
  name?: string
  /** In place of the name; a part that is absent stays. */
  firstName?: string | null
  lastName?: string | null
  email?: string
  /** Sets it; their sessions end. */
  password?: string
  /** IANA name. */
  timeZone?: string
  /** BCP 47. */
  language?: string
  /** Null: none. */
  managerId?: string | null
  active?: boolean
  roles?: readonly RoleGrant[]
  /** Gives or takes the role that administers the product. */
  superAdmin?: boolean
  /** Slugs or ids. */
  groups?: readonly string[]
}

/** A person with the password that was made for them, if one was: it is in this answer and nowhere else. */
export interface MadePerson {
  person: PersonDetail
  password?: string
}

function auditable(person: PersonDetail): JsonObject {
  const { name, email, active, timeZone, language, manager } = person
  const grants = person.roles.map(({ role, name: called = role, namespace }) =>
    namespace ? `${called}@${namespace}` : called,
  )
  const facts = { name, email, active, timeZone, language, manager: manager?.id ?? null }
  return { ...facts, roles: grants, groups: person.groups.map((group) => group.slug) }
}

/**
 * Makes a person, with a password or with an invitation to set one.
 * @throws AppError `forbidden`, `conflict` for a mail address that is taken and for an invitation where no mail server is set,
 * `invalid`
 */
export async function createPerson(actor: Actor, given: NewPerson): Promise<MadePerson> {
  demand(actor, 'user:write')
  const email = given.email.trim().toLowerCase()
  const name = given.name.trim()
  if (given.invite) demandMail()
  if (given.password !== undefined) demandGoodPassword(given.password, { email, name })
  const { password, columns } = given.invite ? {} : await passwordColumns(given.password)
  const id = randomBytes(16).toString('base64url')
  return withFreeEmail(email, () =>
    transaction(async (tx) => {
      // until they choose one they read what whoever made them reads
      await tx.person.create({ data: { id, email, name, language: actor.language, ...columns } })
      await setRoles(tx, actor, { personId: id, grants: given.roles })
      await setGroups(tx, actor, { personId: id, slugs: given.groups })
      const person = await readPerson(id, tx)
      await audit(tx, actor, {
        action: 'user:create',
        subjectType: 'person',
        subjectId: id,
        after: auditable(person),
      })
      if (!given.invite) return { person, password }
      await inviteIn(tx, actor, id)
      return { person: await readPerson(id, tx) }
    }),
  )
}

async function withFreeEmail<T>(email: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!uniqueConflict(error)?.includes('email')) throw error
    throw new AppError('conflict', `${email} has an account already.`, {
      details: [{ path: 'email', message: 'is taken' }],
    })
  }
}

/**
 * Changes a person. One who is no longer active is signed out at once, and their tokens are gone.
 * @throws AppError `forbidden`, also for somebody who holds more; `not-found`, `invalid`, `conflict` when no administrator would be left
 */
export async function updatePerson(actor: Actor, id: string, change: PersonChange): Promise<PersonDetail> {
  demand(actor, 'user:write')
  const email = change.email?.trim().toLowerCase()
  const columns = change.password === undefined ? undefined : (await passwordColumns(change.password)).columns
  const work = async (tx: Tx) => {
    await lockAdmins(tx)
    const before = await readPerson(id, tx)
    await demandNotAbove(tx, actor, id)
    if (change.password !== undefined) demandGoodPassword(change.password, before)
    const { timeZone, language, managerId, active } = change
    if (managerId) await demandManager(tx, id, managerId)
    const name = nameOf(change, before.name)?.trim()
    const data = { name, email, timeZone, language, managerId, active, ...columns }
    await tx.person.update({ where: { id }, data })
    await setRights(tx, actor, { before, change })
    // at the return too: what came to be while they left must not come alive with them
    const comesOrGoes = active !== undefined && active !== before.active
    if (comesOrGoes) await tx.apiToken.deleteMany({ where: { personId: id } })
    if (comesOrGoes || columns) await tx.session.deleteMany({ where: { personId: id } })
    // a link that was sent to another address, or to somebody who left, opens nothing any more
    if (active === false || (email !== undefined && email !== before.email)) await endLinks(tx, id)
    await demandAdmin(tx)
    const after = await readPerson(id, tx)
    const about = { subjectType: 'person', subjectId: id }
    if (columns) await noteReset(tx, actor, id)
    await audit(tx, actor, {
      action: 'user:write',
      ...about,
      before: auditable(before),
      after: auditable(after),
    })
    return after
  }
  return withFreeEmail(email ?? '', () => transaction(work))
}

async function setRights(
  tx: Tx,
  actor: Actor,
  { before, change }: { before: PersonDetail; change: PersonChange },
): Promise<void> {
  const personId = before.id
  if (change.roles || change.superAdmin !== undefined) {
    const grants = withEverything(change.roles ?? before.roles, change.superAdmin)
    await setRoles(tx, actor, { personId, grants })
  }
  if (change.groups) await setGroups(tx, actor, { personId, slugs: change.groups })
}

/**
 * Gives a person a new password, made or given; their sessions end.
 * @throws AppError `forbidden`, also for somebody who holds more; `not-found`, `invalid` for a given one that is too weak
 */
export async function resetPassword(actor: Actor, id: string, given?: string): Promise<Required<MadePerson>> {
  demand(actor, 'user:write')
  const { password, columns } = await passwordColumns(given)
  return transaction(async (tx) => {
    const person = await readPerson(id, tx)
    await demandNotAbove(tx, actor, id)
    if (given !== undefined) demandGoodPassword(given, person)
    await tx.person.update({ where: { id }, data: columns })
    await tx.session.deleteMany({ where: { personId: id } })
    await noteReset(tx, actor, id)
    return { person, password }
  })
}

/** A password that somebody was given: links that would set another one end, and the person is told. */
async function noteReset(tx: Tx, actor: Actor, personId: string): Promise<void> {
  await endLinks(tx, personId)
  await audit(tx, actor, { action: 'user:reset-password', subjectType: 'person', subjectId: personId })
  const seen = seenNow(actor)
  await postMail(tx, {
    personId,
    kind: 'password-changed',
    data: { ...seen, ...(actor.id === personId ? {} : { by: actor.name }) },
    dedupeKey: `password-reset:${seen.at}`,
  })
}
