import { describe, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { listAudit } from '#server/audit/list.ts'
import { db } from '#server/db.ts'
import { loadActor } from '#server/people/load-actor.ts'
import { bindRoles } from '#server/roles/bind-role.ts'
import { createAccount } from '#server/service-accounts/save-account.ts'
import { makePerson } from '#tests/harness/people.ts'
import { addMember, removeMember } from './change-members.ts'
import { deleteGroup } from './delete-group.ts'
import { createGroup, updateGroup } from './save-group.ts'
import { getGroup, listGroups, searchGroups } from './search-groups.ts'
import { searchCandidates, searchMembers } from './search-members.ts'

const admin = (await makePerson({ roles: ['admin'], name: 'Ada' })).actor
const refused = { code: 'forbidden' }
const hidden = { code: 'not-found' }
const first = { page: 1, size: 50, filters: [] }
const q = (value: string) => ({ ...first, filters: [{ field: 'q', op: 'EQUALS', values: [value] }] })

async function again({ id }: Actor): Promise<Actor> {
  const actor = await loadActor(id, { door: 'web' })
  if (!actor) throw new Error('is not active')
  return actor
}

describe('a group', () => {
  test('is called by people as they like, by YAML as at the start', async () => {
    const group = await createGroup(admin, { name: 'Büro Köln ', description: 'Ground floor' })
    expect(group.slug).toBe('buro-koln')
    expect(await updateGroup(admin, group.id, { name: 'Office' })).toMatchObject({
      slug: 'buro-koln',
      name: 'Office',
      description: 'Ground floor',
    })
    expect(await updateGroup(admin, group.id, { name: 'Office', description: '' })).toMatchObject({
      description: '',
    })
    await expect(createGroup(admin, { name: 'Other', slug: 'buro-koln' })).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(createGroup(admin, { name: '日本' })).rejects.toMatchObject({ code: 'invalid' })
    expect((await searchGroups(admin, q('buro'))).results).toMatchObject([{ id: group.id }])
    expect((await searchGroups(admin, q('OFFICE'))).total).toBe(1)
    const wrong = { ...first, filters: [{ field: 'state', op: 'EQUALS', values: ['x'] }] }
    await expect(searchGroups(admin, wrong)).rejects.toMatchObject({ code: 'invalid' })
  })

  test('gives its members its roles, until they leave or it goes', async () => {
    const { actor } = await makePerson({ roles: [] })
    const group = await createGroup(admin, { slug: 'it', name: 'IT', members: [actor.id, actor.id] })
    expect(group.memberCount).toBe(1)
    await bindRoles(admin, [{ type: 'GROUP', externalId: group.id, roleId: 'viewer' }])
    expect(await again(actor)).toMatchObject({
      roles: [{ role: 'viewer' }],
      groups: [{ id: group.id, slug: 'it', owner: false }],
    })
    const membership = { groupId: group.id, personId: actor.id }
    expect((await removeMember(admin, membership)).groups).toMatchObject([{ membership: 'MEMBER' }])
    expect((await again(actor)).roles).toEqual([])
    await expect(removeMember(admin, membership)).rejects.toMatchObject(hidden)
    await addMember(admin, membership, false)
    await deleteGroup(admin, group.id)
    expect(await again(actor)).toMatchObject({ roles: [], groups: [] })
    await expect(getGroup(admin, group.id)).rejects.toMatchObject(hidden)
    const { results } = await listAudit(admin, { subjectId: group.id, size: 20 })
    expect(results.map(({ action }) => action)).toEqual([
      'group:delete',
      'group:members',
      'group:members',
      'binding:create',
      'group:members',
      'group:create',
    ])
  })

  test('tells who is in it, owners first, programs too; and who could be', async () => {
    const [zoe, ann, out] = await Promise.all(
      ['Zoe Member', 'Ann Member', 'Out Member'].map(async (name) => (await makePerson({ name })).actor.id),
    )
    const robot = await createAccount(admin, { name: 'Robot Member' })
    const group = await createGroup(admin, { name: 'Listed', members: [ann ?? '', robot.id] })
    await addMember(admin, { groupId: group.id, personId: zoe ?? '' }, true)
    const { results, total } = await searchMembers(admin, group.id, first)
    expect(results.map(({ displayName }) => displayName)).toEqual([
      'Zoe Member',
      'Ann Member',
      'Robot Member',
    ])
    expect(results.map(({ serviceAccount }) => serviceAccount)).toEqual([false, false, true])
    expect(total).toBe(3)
    expect((await searchMembers(admin, group.id, q('zoe'))).results).toMatchObject([{ id: zoe }])
    expect((await searchCandidates(admin, group.id, 'member')).map(({ id }) => id)).toEqual([out])
    await db.person.update({ where: { id: out }, data: { active: false } })
    expect(await searchCandidates(admin, group.id, 'member')).toEqual([])
    await expect(addMember(admin, { groupId: group.id, personId: 'none' }, false)).rejects.toMatchObject(
      hidden,
    )
    await expect(createGroup(admin, { name: 'Lost', members: ['none'] })).rejects.toMatchObject(hidden)
    expect((await searchGroups(admin, q('Lost'))).total).toBe(0)
  })
})

describe('who may', () => {
  test('authors read, of any namespace; others know of no group', async () => {
    const { id } = await createGroup(admin, { name: 'Known' })
    const author = (await makePerson({ roles: [{ role: 'engineer', namespace: 'company.team' }] })).actor
    const requester = (await makePerson({ groups: ['known'] })).actor
    expect((await listGroups(author)).length).toBeGreaterThan(0)
    expect(await getGroup(author, id)).toMatchObject({ mayManage: false })
    expect(await listGroups(requester)).toEqual([])
    await expect(getGroup(requester, id)).rejects.toMatchObject(hidden)
    await expect(searchMembers(requester, id, first)).rejects.toMatchObject(hidden)
    for (const actor of [author, requester]) {
      const self = { groupId: id, personId: actor.id }
      await expect(createGroup(actor, { name: 'Mine' })).rejects.toMatchObject(refused)
      await expect(updateGroup(actor, id, { name: 'Mine' })).rejects.toMatchObject(refused)
      await expect(deleteGroup(actor, id)).rejects.toMatchObject(refused)
      await expect(addMember(actor, self, true)).rejects.toThrow()
      await expect(removeMember(actor, self)).rejects.toThrow()
      await expect(searchCandidates(actor, id, 'a')).rejects.toThrow()
    }
  })

  test('an owner says who is in their group, in no other, and no more than that', async () => {
    const boss = (await makePerson()).actor
    const { actor } = await makePerson()
    const group = await createGroup(admin, { name: 'Owned', members: [boss.id] })
    await bindRoles(admin, [{ type: 'GROUP', externalId: group.id, roleId: 'engineer' }])
    const other = await createGroup(admin, { name: 'Not owned', members: [boss.id] })
    await addMember(admin, { groupId: group.id, personId: boss.id }, true)
    const owner = await again(boss)
    const membership = { groupId: group.id, personId: actor.id }
    expect(await getGroup(owner, group.id)).toMatchObject({ mayManage: true })
    expect((await searchCandidates(owner, group.id, actor.email)).map(({ id }) => id)).toEqual([actor.id])
    await addMember(owner, membership, false)
    expect((await again(actor)).roles).toMatchObject([{ role: 'requester' }, { role: 'engineer' }])
    await removeMember(owner, membership)
    await expect(addMember(owner, { ...membership, groupId: other.id }, false)).rejects.toMatchObject(refused)
    await expect(updateGroup(owner, group.id, { name: 'Mine' })).rejects.toMatchObject(refused)
    await expect(deleteGroup(owner, group.id)).rejects.toMatchObject(refused)
    // a role that the group has got and its owner too; a token of a part of it gives none of it away
    await expect(
      addMember(
        { ...owner, scope: { permissions: ['group:read', 'group-member:write'] } },
        membership,
        false,
      ),
    ).rejects.toMatchObject(refused)
  })
})
