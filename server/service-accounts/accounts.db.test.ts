import { describe, expect, test } from 'vitest'
import { db } from '#server/db.ts'
import { createGroup } from '#server/groups/save-group.ts'
import { listPeople } from '#server/people/list-people.ts'
import { getPerson } from '#server/people/people.ts'
import { resetPassword } from '#server/people/change-people.ts'
import { createRole } from '#server/roles/save-role.ts'
import { bindRoles } from '#server/roles/bind-role.ts'
import { loadActor } from '#server/people/load-actor.ts'
import { actorOfToken } from '#server/tokens/actor-of-token.ts'
import { makePerson } from '#tests/harness/people.ts'
import { createAccountToken, listAccountTokens, revokeAccountToken } from './account-tokens.ts'
import { createAccount, deleteAccount, updateAccount } from './save-account.ts'
import { getAccount, searchAccounts } from './search-accounts.ts'

const admin = (await makePerson({ roles: ['admin'] })).actor
const refused = { code: 'forbidden' }
const wish = { name: 'deploy', description: '', extended: false }

async function keeper() {
  const { id } = await createRole(admin, {
    name: `Keeper ${Math.random()}`,
    description: '',
    permissions: [
      'service-account:read',
      'service-account:write',
      'binding:read',
      'binding:write',
      'flow:read',
    ],
  })
  const { actor } = await makePerson({ roles: [] })
  await bindRoles(admin, [{ type: 'USER', externalId: actor.id, roleId: id }])
  const loaded = await loadActor(actor.id, { door: 'web' })
  if (!loaded) throw new Error('is not there')
  return loaded
}

describe('a service account', () => {
  test('acts by its tokens with its roles, until they are revoked or it is deleted', async () => {
    const account = await createAccount(admin, {
      name: 'CI',
      description: 'Publishes flows',
      roles: [{ role: 'engineer', namespace: 'company.ci' }],
    })
    const { fullToken, id } = await createAccountToken(admin, account.id, wish)
    const other = await createAccountToken(admin, account.id, { ...wish, permissions: ['flow:read'] })
    expect(await actorOfToken(fullToken, undefined)).toMatchObject({
      id: account.id,
      name: 'CI',
      roles: [{ role: 'engineer', namespace: 'company.ci' }],
    })
    expect((await listAccountTokens(admin, account.id)).total).toBe(2)
    expect(await getAccount(admin, account.id)).toMatchObject({ tokenCount: 2, superAdmin: false })
    await revokeAccountToken(admin, { id: account.id, tokenId: id })
    expect(await actorOfToken(fullToken, undefined)).toBeNull()
    await deleteAccount(admin, account.id)
    expect(await actorOfToken(other.fullToken, undefined)).toBeNull()
    await expect(getAccount(admin, account.id)).rejects.toMatchObject({ code: 'not-found' })
    expect(await createAccount(admin, { name: 'CI' })).toMatchObject({ name: 'CI' })
  })

  test('is no person: it is in no list of people, has no password, and is no last administrator', async () => {
    const account = await createAccount(admin, { name: 'Robot of all', superAdmin: true })
    expect(account).toMatchObject({ superAdmin: true, roles: [{ role: 'admin' }] })
    expect((await listPeople(admin, { q: 'Robot of all', size: 10 })).total).toBe(0)
    await expect(getPerson(admin, account.id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(resetPassword(admin, account.id)).rejects.toMatchObject({ code: 'not-found' })
    expect(await updateAccount(admin, account.id, { superAdmin: false })).toMatchObject({ roles: [] })
    await expect(getAccount(admin, admin.id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(deleteAccount(admin, admin.id)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is found by its name; two of one name there are not, even at once', async () => {
    const made = await Promise.allSettled([1, 2, 3].map(() => createAccount(admin, { name: 'Only one' })))
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const search = (field: string, value: string) =>
      searchAccounts(admin, { page: 1, size: 10, filters: [{ field, op: 'EQUALS', values: [value] }] })
    expect((await search('q', 'only')).results).toMatchObject([{ name: 'Only one', tokenCount: 0 }])
    await expect(search('state', 'x')).rejects.toMatchObject({ code: 'invalid' })
  })

  test('has the groups that it is put into', async () => {
    const group = await createGroup(admin, { slug: 'robots', name: 'Robots' })
    const account = await createAccount(admin, { name: 'Grouped', groups: [group.id] })
    expect(account.groups).toMatchObject([{ id: group.id, name: 'Robots' }])
    await expect(updateAccount(admin, account.id, { groups: ['none'] })).rejects.toMatchObject({
      code: 'invalid',
    })
    expect(await updateAccount(admin, account.id, { groups: [] })).toMatchObject({ groups: [] })
  })

  test('is no way to what its keeper does not hold', async () => {
    const steward = await keeper()
    await expect(
      createAccount(steward, { name: 'High', roles: [{ role: 'engineer' }] }),
    ).rejects.toMatchObject(refused)
    await expect(createAccount(steward, { name: 'High', superAdmin: true })).rejects.toMatchObject(refused)
    expect(await db.person.count({ where: { name: 'High' } })).toBe(0)
    const high = await createAccount(admin, { name: 'Higher', roles: [{ role: 'engineer' }] })
    await expect(createAccountToken(steward, high.id, wish)).rejects.toMatchObject(refused)
    await expect(updateAccount(steward, high.id, { name: 'Mine' })).rejects.toMatchObject(refused)
    await expect(deleteAccount(steward, high.id)).rejects.toMatchObject(refused)
    const own = await createAccount(steward, { name: 'Low' })
    expect(await createAccountToken(steward, own.id, wish)).toMatchObject({ name: 'deploy' })
    await expect(
      createAccountToken(steward, own.id, { ...wish, permissions: ['flow:write'] }),
    ).rejects.toMatchObject(refused)
  })

  test('is not the business of others', async () => {
    const { actor } = await makePerson({ roles: ['engineer'] })
    await expect(searchAccounts(actor, { page: 1, size: 1, filters: [] })).rejects.toMatchObject(refused)
    await expect(createAccount(actor, { name: 'x' })).rejects.toMatchObject(refused)
    await expect(listAccountTokens(actor, 'x')).rejects.toMatchObject(refused)
    await expect(createAccountToken(actor, 'x', wish)).rejects.toMatchObject(refused)
    await expect(revokeAccountToken(actor, { id: 'x', tokenId: 'y' })).rejects.toMatchObject(refused)
  })
})
