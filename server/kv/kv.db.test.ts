import { describe, expect, test } from 'vitest'
import { listAudit } from '#server/audit/list.ts'
import { db } from '#server/db.ts'
import { kvHost } from '#server/tasks/kv-host.ts'
import { Mask } from '#server/secrets/mask.ts'
import { makePerson } from '#tests/harness/people.ts'
import { deleteKeys, setKey } from './change-keys.ts'
import { getKey, listInheritedKeys, listNamespaceKeys } from './read-keys.ts'
import { searchKeys } from './search-keys.ts'

const admin = (await makePerson({ roles: ['admin'] })).actor
const engineer = (await makePerson({ roles: ['engineer'] })).actor
const requester = (await makePerson({ roles: ['requester', 'approver'] })).actor

const place = { namespace: 'company.team', key: 'k' }
const put = (text: string, more: object = {}) => setKey(engineer, { ...place, text, ...more })
const hostOf = (namespace: string, mask = new Mask()) => kvHost(namespace, mask)

describe('a key over REST', () => {
  test.each([
    ['"hello"', 'STRING', 'hello'],
    ['hello world', 'STRING', 'hello world'],
    ['word', 'STRING', 'word'],
    ['12.5', 'NUMBER', 12.5],
    ['true', 'BOOLEAN', true],
    ['2024-05-01', 'DATE', '2024-05-01'],
    ['2024-05-01T01:02:03Z', 'DATETIME', '2024-05-01T01:02:03Z'],
    ['PT5S', 'DURATION', 'PT5S'],
    ['{"a": [1, null]}', 'JSON', { a: [1, null] }],
    ['{a: 1}', 'JSON', { a: 1 }],
  ])('%s is a %s', async (text, type, value) => {
    await put(text)
    expect(await getKey(engineer, place)).toMatchObject({ type, value })
  })

  test('raises its revision, keeps its description, and is audited without its value', async () => {
    await put('"first secret thing"', { description: 'What it is' })
    const before = await getKey(engineer, place)
    await put('"second"')
    expect((await getKey(engineer, place)).revision).toBe(before.revision + 1)
    expect(await listNamespaceKeys(engineer, 'company.team')).toMatchObject([
      { key: 'k', description: 'What it is', type: 'STRING' },
    ])
    const entries = await listAudit(admin, { subjectType: 'kv', size: 10 })
    expect(entries.results.at(0)).toMatchObject({ action: 'kv:set', subjectId: 'company.team/k' })
    expect(JSON.stringify(entries)).not.toContain('secret thing')
  })

  test('is gone when its time is over', async () => {
    await put('1', { ttl: 'PT1H' })
    await db.keyValue.updateMany({ where: place, data: { expiresAt: new Date(Date.now() - 1) } })
    await expect(getKey(engineer, place)).rejects.toMatchObject({ code: 'gone' })
    expect(await listNamespaceKeys(engineer, 'company.team')).toEqual([])
    await expect(put('1', { ttl: 'soon' })).rejects.toMatchObject({ code: 'invalid' })
  })

  test('is found by search, and deleted once', async () => {
    await put('1')
    const found = await searchKeys(engineer, {
      page: 1,
      size: 10,
      filters: [{ field: 'namespace', op: 'PREFIX', values: ['company'] }],
    })
    expect(found).toMatchObject({ total: 1, results: [{ key: 'k' }] })
    const ofType = async (type: string) => {
      const filters = [{ field: 'type', op: 'EQUALS', values: [type] }]
      return (await searchKeys(engineer, { page: 1, size: 10, filters })).results.map(({ key }) => key)
    }
    expect([await ofType('NUMBER'), await ofType('JSON')]).toEqual([['k'], []])
    expect(await deleteKeys(engineer, 'company.team', ['k', 'other'])).toEqual({ keys: ['k'] })
    expect(await deleteKeys(engineer, 'company.team', ['k'])).toEqual({ keys: [] })
    await expect(getKey(engineer, place)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is closed to who builds nothing', async () => {
    const refused = { code: expect.stringMatching(/forbidden|not-found/) }
    await expect(setKey(requester, { ...place, text: '1' })).rejects.toMatchObject(refused)
    await expect(getKey(requester, place)).rejects.toMatchObject(refused)
    await expect(listNamespaceKeys(requester, 'company.team')).rejects.toMatchObject(refused)
    await expect(listInheritedKeys(requester, 'company.team')).rejects.toMatchObject(refused)
    await expect(deleteKeys(requester, 'company.team', ['k'])).rejects.toMatchObject(refused)
    await expect(searchKeys(requester, { page: 1, size: 1, filters: [] })).rejects.toMatchObject(refused)
    const bad = '{"Broken"}'
    await expect(setKey(engineer, { ...place, text: bad })).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('a key in a flow', () => {
  test('comes from the nearest namespace above, or just from the one that is named', async () => {
    await hostOf('shop').set('rate', { value: 1 })
    await hostOf('shop.eu').set('rate', { value: 2 })
    expect(await hostOf('shop.eu.de').get('rate')).toEqual({ value: 2 })
    expect(await hostOf('shop.us').get('rate')).toEqual({ value: 1 })
    expect(await hostOf('shop.us').get('rate', 'shop.us')).toBeUndefined()
    const line = await listInheritedKeys(engineer, 'shop.eu')
    expect(line.map(({ namespace, key }) => [namespace, key])).toEqual([
      ['shop.eu', 'rate'],
      ['shop', 'rate'],
    ])
  })

  test('of another tree is closed', async () => {
    await expect(hostOf('bank').get('rate', 'shop')).rejects.toThrow("may not use the keys of 'shop'")
    await expect(hostOf('bank').set('rate', { value: 1, namespace: 'shop' })).rejects.toThrow('may not')
  })

  test('stays where it may not be overwritten, unless its time is over', async () => {
    const host = hostOf('once')
    expect(await host.set('k', { value: 1, overwrite: false, ttlMs: 60_000 })).toBe(true)
    expect(await host.set('k', { value: 2, overwrite: false })).toBe(false)
    await db.keyValue.updateMany({ where: { namespace: 'once' }, data: { expiresAt: new Date(0) } })
    expect(await host.set('k', { value: 3, overwrite: false })).toBe(true)
    expect(await host.get('k')).toEqual({ value: 3 })
  })

  test('that holds a secret is kept encrypted and shown as stars', async () => {
    const mask = new Mask()
    mask.add('very-secret-value')
    await hostOf('vault', mask).set('k', { value: { token: 'x very-secret-value' } })
    const row = await db.keyValue.findFirstOrThrow({ where: { namespace: 'vault' } })
    expect(JSON.stringify(row.value)).not.toContain('very-secret')
    expect((await getKey(engineer, { namespace: 'vault', key: 'k' })).value).toEqual({ token: '********' })
    const other = new Mask()
    expect(await hostOf('vault', other).get('k')).toEqual({ value: { token: 'x very-secret-value' } })
    expect(other.text('very-secret-value')).not.toContain('very-secret-value')
  })

  test('is purged by pattern', async () => {
    const host = hostOf('old')
    for (const key of ['a_1', 'a_2', 'b_1']) await host.set(key, { value: 1 })
    const all = { namespaces: ['old'], children: false, keyPattern: 'a_*' }
    expect(await host.purge({ ...all, expiredOnly: true })).toBe(0)
    expect(await host.purge({ ...all, expiredOnly: false })).toBe(2)
    expect(await host.keys('')).toEqual(['b_1'])
  })
})
