import type { Actor, TokenScope } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { postMail } from '#server/mail/post-mail.ts'
import { seenNow } from '#server/mail/seen-now.ts'
import { endLinks } from '#server/mail-links/link.ts'
import { demandPassword } from '#server/second-factor/demand-password.ts'
import { transaction } from '#server/transaction.ts'
import { namespacesOf } from './can.ts'
import { demandGoodPassword } from './demand-good-password.ts'
import { partsOf } from './names.ts'
import { hashPassword } from './password.ts'
import { permissions, type Permission } from './permissions.ts'

/** Who one is, and what one's roles hold somewhere. Instants and zones as in views. */
export interface Me {
  id: string
  name: string
  email: string
  timeZone: string
  language: string
  groups: { id: string; slug: string; owner: boolean }[]
  roles: { role: string; name?: string; namespace?: string }[]
  permissions: Permission[]
  /** The same again, as clients of Kestra look for it. */
  profile: { username: string; email: string; firstName: string; lastName: string }
  superAdmin: boolean
  instanceOwner: boolean
  restricted: false
  tenants: { id: string; name: string }[]
  /** Of the token that asks, where it holds less than its owner. */
  scope?: TokenScope
}

/** The actor, as the actor may know it. */
export function me(actor: Actor): Me {
  const { id, name, email, timeZone, language, groups } = actor
  const roles = actor.roles.map(({ permissions: _, ...role }) => role)
  const held = permissions.filter((permission) => namespacesOf(actor, permission).length > 0)
  const superAdmin = roles.some(({ role, namespace }) => role === 'admin' && namespace === undefined)
  return {
    id,
    name,
    email,
    timeZone,
    language,
    groups,
    roles,
    permissions: held,
    profile: { username: email, email, ...partsOf(name) },
    superAdmin,
    instanceOwner: superAdmin,
    restricted: false,
    tenants: [{ id: 'main', name: 'main' }],
    scope: actor.scope,
  }
}

/** Names of the groups that the actor belongs to, as people call them. */
export async function ownGroupNames(actor: Actor): Promise<string[]> {
  const ids = actor.groups.map((group) => group.id)
  const rows = await db.group.findMany({
    where: { id: { in: ids } },
    select: { name: true },
    orderBy: { name: 'asc' },
  })
  return rows.map((row) => row.name)
}

/**
 * Sets one's own password; every other session of one's ends. Who has none yet must have signed in a moment ago.
 * @throws AppError `invalid` when the present password is wrong or the new one too weak, `too-many`
 */
export async function changePassword(
  actor: Actor,
  { current, password }: { current: string; password: string },
): Promise<void> {
  await demandPassword(actor, current, 'current')
  demandGoodPassword(password, actor)
  const passwordHash = await hashPassword(password)
  await transaction(async (tx) => {
    const where = { id: actor.id }
    const before = await tx.person.findUniqueOrThrow({ where, select: { passwordHash: true } })
    await tx.person.update({ where, data: { passwordHash, firstPasswordUntil: null } })
    await tx.session.deleteMany({ where: { personId: actor.id, NOT: { id: actor.sessionId ?? '' } } })
    await endLinks(tx, actor.id)
    await audit(tx, actor, { action: 'user:change-password', subjectType: 'person', subjectId: actor.id })
    const seen = { ...seenNow(actor), ...(before.passwordHash === null ? { first: true } : {}) }
    const dedupeKey = `password-changed:${seen.at}`
    await postMail(tx, { personId: actor.id, kind: 'password-changed', data: seen, dedupeKey })
  })
}
