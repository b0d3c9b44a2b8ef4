import { randomBytes } from 'node:crypto'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { setGroupIds, setRoles, withEverything } from '#server/people/set-rights.ts'
import type { RoleGrant } from '#server/people/view.ts'
import { demandNotAbove } from '#server/roles/held.ts'
import { lockAdmins } from '#server/roles/last-admin.ts'
import { transaction } from '#server/transaction.ts'
import { accountWhere, readAccount } from './account-rows.ts'
import type { ServiceAccount } from './view.ts'

/** What somebody writes of a service account; what is absent stays, or is empty in a new one. */
export interface AccountGiven {
  name?: string
  description?: string
  /** Ids of groups. */
  groups?: readonly string[]
  roles?: readonly RoleGrant[]
  /** The role `admin` everywhere, given or taken. */
  superAdmin?: boolean
}

const auditable = ({ name, description, roles, groups }: ServiceAccount): JsonObject => ({
  name,
  description,
  roles: roles.map(({ role, name: called = role, namespace }) =>
    namespace ? `${called}@${namespace}` : called,
  ),
  groups: groups.map((group) => group.name),
})

async function setRights(
  tx: Tx,
  actor: Actor,
  { id, given }: { id: string; given: AccountGiven },
): Promise<void> {
  const { roles, superAdmin } = given
  if (roles || superAdmin !== undefined) {
    const wanted = roles ?? (await readAccount(id, tx)).roles
    const grants = withEverything(wanted, superAdmin)
    await setRoles(tx, actor, { personId: id, grants })
  }
  if (given.groups) await setGroupIds(tx, actor, { personId: id, ids: given.groups })
}

async function demandFreeName(tx: Tx, name: string, id: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('service accounts'))`
  const taken = await tx.person.count({ where: { ...accountWhere, name, NOT: { id } } })
  if (taken > 0)
    throw new AppError(
      'conflict',
      `There is a service account ${name} already. Give this one another name.`,
      {
        details: [{ path: 'name', message: 'is taken' }],
      },
    )
}

/**
 * Makes a service account. It never signs in: its tokens act as it.
 * @throws AppError `forbidden`, also for rights that the actor lacks; `invalid`, `conflict` for a name that is taken
 */
export async function createAccount(
  actor: Actor,
  given: AccountGiven & { name: string },
): Promise<ServiceAccount> {
  demand(actor, 'service-account:write')
  const id = `sa-${randomBytes(12).toString('hex')}`
  return transaction(async (tx) => {
    await demandFreeName(tx, given.name, id)
    await tx.person.create({
      data: {
        id,
        kind: accountWhere.kind,
        // the column asks for one; `.invalid` is nobody's domain
        email: `${id}@service-account.invalid`,
        name: given.name,
        description: given.description,
      },
    })
    await setRights(tx, actor, { id, given })
    const account = await readAccount(id, tx)
    await audit(tx, actor, {
      action: 'service-account:create',
      subjectType: 'person',
      subjectId: id,
      after: auditable(account),
    })
    return account
  })
}

/**
 * Changes a service account.
 * @throws AppError `forbidden`, also for one that holds more than the actor; `not-found`, `invalid`, `conflict`
 */
export async function updateAccount(actor: Actor, id: string, given: AccountGiven): Promise<ServiceAccount> {
  demand(actor, 'service-account:write')
  return transaction(async (tx) => {
    await lockAdmins(tx)
    const before = await readAccount(id, tx)
    await demandNotAbove(tx, actor, id)
    if (given.name !== undefined) await demandFreeName(tx, given.name, id)
    await tx.person.update({ where: { id }, data: { name: given.name, description: given.description } })
    await setRights(tx, actor, { id, given })
    const after = await readAccount(id, tx)
    await audit(tx, actor, {
      action: 'service-account:write',
      subjectType: 'person',
      subjectId: id,
      before: auditable(before),
      after: auditable(after),
    })
    return after
  })
}

/**
 * Deletes a service account: its tokens, roles and groups are gone at once, its name stays where it did something.
 * @throws AppError `forbidden`, also for one that holds more than the actor; `not-found`
 */
export async function deleteAccount(actor: Actor, id: string): Promise<void> {
  demand(actor, 'service-account:write')
  await transaction(async (tx) => {
    const before = await readAccount(id, tx)
    await demandNotAbove(tx, actor, id)
    await tx.apiToken.deleteMany({ where: { personId: id } })
    await tx.roleBinding.deleteMany({ where: { personId: id } })
    await tx.groupMember.deleteMany({ where: { personId: id } })
    await tx.person.update({ where: { id }, data: { active: false } })
    await audit(tx, actor, {
      action: 'service-account:delete',
      subjectType: 'person',
      subjectId: id,
      before: auditable(before),
    })
  })
}
