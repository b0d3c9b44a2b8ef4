import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { listAudit } from '#server/audit/list.ts'
import { db } from '#server/db.ts'
import { can, namespacesOf } from '#server/people/can.ts'
import { createPerson, resetPassword, updatePerson } from '#server/people/change-people.ts'
import { addMember, removeMember } from '#server/groups/change-members.ts'
import { createGroup } from '#server/groups/save-group.ts'
import { loadActor } from '#server/people/load-actor.ts'
import type { Permission } from '#server/people/permissions.ts'
import { makePerson } from '#tests/harness/people.ts'
import { bindRoles } from './bind-role.ts'
import { deleteRole } from './delete-role.ts'
import { getRole } from './get-role.ts'
import { createRole, updateRole } from './save-role.ts'
import { searchBindings } from './search-bindings.ts'
import { listRoles, searchRoles } from './search-roles.ts'
import { unbindRole } from './unbind-role.ts'

const admin = (await makePerson({ roles: ['admin'], name: 'Ada' })).actor
const refused = { code: 'forbidden' }
const role = (name: string, ...held: Permission[]) => ({
  name,
  description: '',
  permissions: held,
})

async function again({ id }: Actor): Promise<Actor> {
  const actor = await loadActor(id, { door: 'web' })
  if (!actor) throw new Error('is not active')
  return actor
}

/** Somebody who may manage people, groups, roles and bindings everywhere, and reads flows; no more. */
let steward: Actor
beforeAll(async () => {
  const { id } = await createRole(
    admin,
    role(
      'Steward',
      'user:read',
      'user:write',
      'group:read',
      'group:write',
      'group-member:write',
      'role:read',
      'role:write',
      'binding:read',
      'binding:write',
      'flow:read',
      'app:read',
      'app:use',
      'file:write',
    ),
  )
  const { actor } = await makePerson({ roles: [] })
  await bindRoles(admin, [{ type: 'USER', externalId: actor.id, roleId: id }])
  steward = await again(actor)
})

describe('a custom role', () => {
  test('gives what it holds, where it is bound, until it is taken away; a change holds at once', async () => {
    const made = await createRole(admin, role('Log reader', 'log:read', 'flow:read'))
    expect(made.permissions).toEqual({ flow: ['read'], log: ['read'] })
    const { actor } = await makePerson({ roles: [] })
    const grant = { type: 'USER', externalId: actor.id, roleId: made.id, namespaceId: 'company' } as const
    const [bound] = await bindRoles(admin, [grant])
    const [same] = await bindRoles(admin, [grant])
    expect(same?.id).toBe(bound?.id)
    expect(namespacesOf(await again(actor), 'log:read')).toEqual(['company'])
    expect(can(await again(actor), 'log:read', { namespace: 'company.team' })).toBe(true)
    expect(can(await again(actor), 'log:read', { namespace: 'other' })).toBe(false)
    await updateRole(admin, made.id, role('Log reader', 'flow:read', 'kv:read'))
    expect(namespacesOf(await again(actor), 'log:read')).toEqual([])
    expect(namespacesOf(await again(actor), 'kv:read')).toEqual(['company'])
    await expect(deleteRole(admin, made.id)).rejects.toMatchObject({ code: 'conflict' })
    await unbindRole(admin, bound?.id ?? '')
    expect((await again(actor)).roles).toEqual([])
    await deleteRole(admin, made.id)
    await expect(getRole(admin, made.id)).rejects.toMatchObject({ code: 'not-found' })
    const { results } = await listAudit(admin, { subjectId: made.id, size: 10 })
    expect(results.map((line) => line.action)).toEqual(['role:delete', 'role:write', 'role:create'])
  })

  test('has a name of its own, which no ready role has; those stay as they are', async () => {
    await createRole(admin, role('Twice'))
    for (const name of ['Twice', 'Admin', 'viewer'])
      await expect(createRole(admin, role(name))).rejects.toMatchObject({ code: 'conflict' })
    await expect(updateRole(admin, 'viewer', role('Reader'))).rejects.toMatchObject({ code: 'conflict' })
    await expect(deleteRole(admin, 'viewer')).rejects.toMatchObject({ code: 'conflict' })
    await expect(updateRole(admin, 'none', role('None'))).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is found by its name beside the ready ones', async () => {
    const { id } = await createRole(admin, { ...role('Zebra'), description: 'striped' })
    const find = (q: string) =>
      searchRoles(admin, { page: 1, size: 10, filters: [{ field: 'q', op: 'EQUALS', values: [q] }] })
    expect((await find('STRIPED')).results).toMatchObject([{ id, permissionCount: 0, bindingCount: 0 }])
    expect((await find('launch')).results).toMatchObject([{ id: 'launcher', isManaged: true }])
    const filters = [{ field: 'state', op: 'EQUALS', values: ['x'] }]
    await expect(searchRoles(admin, { page: 1, size: 1, filters })).rejects.toMatchObject({ code: 'invalid' })
    expect((await listRoles(admin)).filter(({ isManaged }) => isManaged).map((one) => one.id)).toEqual([
      'requester',
      'approver',
      'viewer',
      'launcher',
      'engineer',
      'admin',
    ])
  })

  test('is not the business of others', async () => {
    const { actor } = await makePerson({ roles: ['engineer'] })
    await expect(listRoles(actor)).rejects.toMatchObject(refused)
    await expect(createRole(actor, role('Mine'))).rejects.toMatchObject(refused)
    await expect(deleteRole(actor, 'none')).rejects.toMatchObject(refused)
    await expect(searchBindings(actor, { page: 1, size: 1 })).rejects.toMatchObject(refused)
  })
})

describe('nobody gives what they do not hold', () => {
  test('not by a role, a new or a changed one', async () => {
    await expect(createRole(steward, role('More', 'flow:read', 'kv:read'))).rejects.toThrow(/kv:read/)
    const { id } = await createRole(steward, role('Less', 'flow:read'))
    await expect(updateRole(steward, id, role('Less', 'flow:write'))).rejects.toMatchObject(refused)
    const high = await createRole(admin, role('High', 'audit:read', 'flow:read'))
    await expect(updateRole(steward, high.id, role('High', 'flow:read'))).rejects.toMatchObject(refused)
    expect(await updateRole(steward, high.id, role('High', 'audit:read'))).toMatchObject({ name: 'High' })
  })

  test('not by a binding, to themselves or to others, nor do they take it away', async () => {
    for (const externalId of [steward.id, (await makePerson()).actor.id]) {
      const grant = { type: 'USER', externalId, roleId: 'admin' } as const
      await expect(bindRoles(steward, [grant])).rejects.toMatchObject(refused)
      await expect(bindRoles(steward, [{ ...grant, namespaceId: 'company' }])).rejects.toMatchObject(refused)
      await expect(bindRoles(steward, [{ ...grant, roleId: 'engineer' }])).rejects.toMatchObject(refused)
    }
    const { results } = await searchBindings(steward, { page: 1, size: 10, id: admin.id })
    await expect(unbindRole(steward, results[0]?.id ?? '')).rejects.toMatchObject(refused)
    const { actor } = await makePerson({ roles: [] })
    const grant = { type: 'USER', externalId: actor.id, roleId: 'requester' } as const
    expect(await bindRoles(steward, [grant])).toMatchObject([{ role: { id: 'requester' } }])
  })

  test('not by a person that they make, change or take over', async () => {
    const newcomer = { email: 'high@test.example', name: 'High', groups: [] }
    await expect(createPerson(steward, { ...newcomer, roles: [{ role: 'admin' }] })).rejects.toMatchObject(
      refused,
    )
    expect(await db.person.count({ where: { email: newcomer.email } })).toBe(0)
    await expect(updatePerson(steward, steward.id, { roles: [{ role: 'admin' }] })).rejects.toMatchObject(
      refused,
    )
    await expect(resetPassword(steward, admin.id)).rejects.toMatchObject(refused)
    await expect(updatePerson(steward, admin.id, { active: false })).rejects.toMatchObject(refused)
    const engineer = (await makePerson({ roles: [{ role: 'engineer', namespace: 'company' }] })).actor
    await expect(resetPassword(steward, engineer.id)).rejects.toMatchObject(refused)
    const { actor } = await makePerson()
    expect((await resetPassword(steward, actor.id)).person.id).toBe(actor.id)
  })

  test('not by a group that holds it', async () => {
    const group = await createGroup(steward, { slug: 'builders', name: 'Builders' })
    await bindRoles(admin, [{ type: 'GROUP', externalId: group.id, roleId: 'engineer' }])
    const self = { groupId: group.id, personId: steward.id }
    await expect(addMember(steward, self, true)).rejects.toMatchObject(refused)
    await expect(updatePerson(steward, steward.id, { groups: ['builders'] })).rejects.toMatchObject(refused)
    const { actor } = await makePerson()
    await addMember(admin, { ...self, personId: actor.id }, false)
    await expect(removeMember(steward, { ...self, personId: actor.id })).rejects.toMatchObject(refused)
    await expect(resetPassword(steward, actor.id)).rejects.toMatchObject(refused)
  })

  test('and who holds it in a namespace gives it there and below only', async () => {
    const local = (await makePerson({ roles: [{ role: 'admin', namespace: 'company.team' }] })).actor
    const { actor } = await makePerson({ roles: [] })
    const grant = { type: 'USER', externalId: actor.id, roleId: 'engineer' } as const
    const [bound] = await bindRoles(local, [{ ...grant, namespaceId: 'company.team.sub' }])
    for (const namespaceId of [undefined, 'company', 'company.teams'])
      await expect(bindRoles(local, [{ ...grant, namespaceId }])).rejects.toMatchObject(refused)
    expect((await searchBindings(local, { page: 1, size: 50 })).results.map(({ id }) => id)).toContain(
      bound?.id,
    )
    const [other] = await bindRoles(admin, [{ ...grant, namespaceId: 'elsewhere' }])
    expect((await searchBindings(local, { page: 1, size: 50 })).results.map(({ id }) => id)).not.toContain(
      other?.id,
    )
    await expect(unbindRole(local, other?.id ?? '')).rejects.toMatchObject({ code: 'not-found' })
    await unbindRole(local, bound?.id ?? '')
  })

  test('several are given all or none', async () => {
    const { actor } = await makePerson({ roles: [] })
    const grant = { type: 'USER', externalId: actor.id } as const
    const wish = [
      { ...grant, roleId: 'requester' },
      { ...grant, roleId: 'admin' },
    ]
    await expect(bindRoles(steward, wish)).rejects.toMatchObject(refused)
    expect((await again(actor)).roles).toEqual([])
    for (const wrong of [{ roleId: 'none' }, { roleId: 'requester', externalId: 'none' }])
      await expect(bindRoles(admin, [{ ...grant, ...wrong }])).rejects.toMatchObject({ code: 'invalid' })
  })
})

test('the last administrator stays, even where two leave at once', async () => {
  const { results } = await searchBindings(admin, { page: 1, size: 10, roleId: 'admin', type: 'USER' })
  for (const { id, user } of results) if (user?.id !== admin.id) await unbindRole(admin, id)
  const mine = results.find(({ user }) => user?.id === admin.id)
  await expect(unbindRole(admin, mine?.id ?? '')).rejects.toMatchObject({ code: 'conflict' })
  // one administrator by a group, one by themselves
  const group = await createGroup(admin, { slug: 'chiefs', name: 'Chiefs' })
  await bindRoles(admin, [{ type: 'GROUP', externalId: group.id, roleId: 'admin' }])
  const chief = (await makePerson({ groups: ['chiefs'] })).actor
  const left = await Promise.allSettled([
    unbindRole(admin, mine?.id ?? ''),
    removeMember(admin, { groupId: group.id, personId: chief.id }),
  ])
  expect(left.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})
