import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { listAudit } from '#server/audit/list.ts'
import { db } from '#server/db.ts'
import { env } from '#server/env.ts'
import { namespaceNames } from '#server/namespaces/search-namespaces.ts'
import { mayHear } from '#server/stream/topics.ts'
import { makePerson } from '#tests/harness/people.ts'
import { deleteFile, makeFolder, moveFile } from './change-files.ts'
import { downloadFile, getAttributes, listFolder, listVersions, searchFiles } from './read-files.ts'
import { listOpenFolders } from './open-folders.ts'
import { writeFile } from './write-file.ts'

const admin = (await makePerson({ roles: ['admin'] })).actor
const engineer = (await makePerson({ roles: ['engineer'] })).actor
const requester = (await makePerson({ roles: ['requester', 'approver'] })).actor

const put = (namespace: string, at: string, text: string) =>
  writeFile(engineer, { namespace, path: at, content: Buffer.from(text) })
const textOf = async (namespace: string, at: string, version?: number) =>
  (await downloadFile(engineer, { namespace, path: at }, version)).text()
const namesIn = async (namespace: string, folder = '') =>
  (await listFolder(engineer, { namespace, path: folder })).map(({ fileName, type }) => `${type} ${fileName}`)
/** Files that hold bytes of a namespace of one part. */
const bytesOf = (namespace: string) =>
  readdirSync(path.join(env().FORMWORK_HOME, 'files', namespace, '_files'), { recursive: true }).filter(
    (name) => String(name).includes('/'),
  )

describe('a file of a namespace', () => {
  test('is written with the folders above it, listed and read', async () => {
    await put('reads', '/sql/daily/query.sql', 'SELECT 1')
    await put('reads', 'ü 1.txt', 'ü')
    expect(await namesIn('reads')).toEqual(['Directory sql', 'File ü 1.txt'])
    expect(await namesIn('reads', '/sql/daily/')).toEqual(['File query.sql'])
    expect(await textOf('reads', 'sql/daily/query.sql')).toBe('SELECT 1')
    const attributes = await getAttributes(engineer, { namespace: 'reads', path: '/sql/daily/query.sql' })
    expect(attributes).toMatchObject({ fileName: 'query.sql', type: 'File', size: 8 })
    expect(Math.abs(attributes.lastModifiedTime - Date.now())).toBeLessThan(60_000)
    const folder = await getAttributes(engineer, { namespace: 'reads', path: 'sql' })
    expect(folder).toMatchObject({ fileName: 'sql', type: 'Directory', size: 0 })
    expect(await namespaceNames(engineer, { existing: true })).toContain('reads')
  })

  test('is in a tree that is open down to it, as far as there are folders', async () => {
    await put('opened', 'a/b/c.txt', 'x')
    await put('opened', 'z.txt', 'x')
    const openTo = async (path: string) => {
      const listings = await listOpenFolders(engineer, { namespace: 'opened', path })
      return Object.fromEntries(
        Object.entries(listings).map(([folder, rows]) => [folder, rows.map(({ fileName }) => fileName)]),
      )
    }
    expect(await openTo('/a/b/c.txt')).toEqual({ '': ['a', 'z.txt'], a: ['b'], 'a/b': ['c.txt'] })
    expect(await openTo('a/missing/c.txt')).toEqual({ '': ['a', 'z.txt'], a: ['b'] })
    expect(await openTo('../a')).toEqual({ '': ['a', 'z.txt'] })
    const refused = listOpenFolders(requester, { namespace: 'opened', path: 'a/b' })
    await expect(refused).rejects.toMatchObject({ code: 'not-found' })
  })

  test('keeps its versions; the same bytes again are none', async () => {
    for (const text of ['one', 'two', 'two', 'one']) await put('versions', 'a.txt', text)
    const versions = await listVersions(engineer, { namespace: 'versions', path: 'a.txt' })
    expect(versions.map(({ revision, size }) => [revision, size])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ])
    expect(await textOf('versions', 'a.txt')).toBe('one')
    expect(await textOf('versions', 'a.txt', 2)).toBe('two')
    await expect(textOf('versions', 'a.txt', 4)).rejects.toMatchObject({ code: 'not-found' })
    expect(bytesOf('versions')).toHaveLength(3)
  })

  test('keeps no more than fifty of them', async () => {
    for (let n = 1; n <= 52; n++) await put('many', 'a.txt', String(n))
    const versions = await listVersions(engineer, { namespace: 'many', path: 'a.txt' })
    expect([versions.length, versions.at(0)?.revision, versions.at(-1)?.revision]).toEqual([50, 3, 52])
    expect(bytesOf('many')).toHaveLength(50)
  })

  test('written by many at once has all their versions, and one that is current', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((text) => put('race', 'deep/er/x.txt', text)))
    const versions = await listVersions(engineer, { namespace: 'race', path: 'deep/er/x.txt' })
    expect(versions.map(({ revision }) => revision)).toEqual([1, 2, 3, 4])
  })

  test('is moved with its versions, and a folder with all that is in it', async () => {
    await put('moves', 'a_b/x.txt', 'old')
    await put('moves', 'a_b/x.txt', 'new')
    await put('moves', 'a_b/in/y.txt', 'y')
    await put('moves', 'aXb/z.txt', 'z')
    const move = (from: string, to: string) => moveFile(engineer, { namespace: 'moves', from, to })
    await move('/a_b', '/c/d')
    expect(await searchFiles(engineer, 'moves', '')).toEqual(['/aXb/z.txt', '/c/d/in/y.txt', '/c/d/x.txt'])
    expect(await namesIn('moves', 'c/d')).toEqual(['Directory in', 'File x.txt'])
    expect(await textOf('moves', 'c/d/x.txt', 1)).toBe('old')
    await move('c/d/x.txt', 'x.txt')
    expect(await textOf('moves', 'x.txt')).toBe('new')
    await expect(move('c', 'c/e')).rejects.toMatchObject({ code: 'invalid' })
    await expect(move('x.txt', 'aXb')).rejects.toMatchObject({ code: 'conflict' })
    await expect(move('x.txt', 'aXb/z.txt/in')).rejects.toMatchObject({ code: 'conflict' })
    await expect(move('nothing', 'y')).rejects.toMatchObject({ code: 'not-found' })
    await expect(move('c', `${'x/'.repeat(498)}c`)).rejects.toMatchObject({ code: 'invalid' })
  })

  test('is removed for good, as is a folder with all that is in it', async () => {
    for (const at of ['one.txt', 'f/two.txt', 'f/in/three.txt', 'f2/four.txt']) await put('removes', at, at)
    await deleteFile(engineer, { namespace: 'removes', path: '/f' })
    await deleteFile(engineer, { namespace: 'removes', path: 'one.txt' })
    expect(await searchFiles(engineer, 'removes', '')).toEqual(['/f2/four.txt'])
    expect(bytesOf('removes')).toHaveLength(1)
    expect(await db.namespaceFileVersion.count({ where: { namespace: 'removes' } })).toBe(1)
    await expect(deleteFile(engineer, { namespace: 'removes', path: 'f' })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(deleteFile(engineer, { namespace: 'removes', path: '/' })).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  test('and a folder do not take the place of each other', async () => {
    await makeFolder(engineer, { namespace: 'places', path: 'a/b' })
    await makeFolder(engineer, { namespace: 'places', path: '/a/b/' })
    await put('places', 'file', 'x')
    const conflict = { code: 'conflict' }
    await expect(put('places', 'a/b', 'x')).rejects.toMatchObject(conflict)
    await expect(put('places', 'file/in.txt', 'x')).rejects.toMatchObject(conflict)
    await expect(makeFolder(engineer, { namespace: 'places', path: 'file' })).rejects.toMatchObject(conflict)
    await expect(listFolder(engineer, { namespace: 'places', path: 'file' })).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(bytesOf('places')).toHaveLength(1)
  })

  test('is no longer than files may be, and stays as it was where one is', async () => {
    await put('sizes', 'a.bin', 'small')
    const chunk = new Uint8Array(1_000_000)
    async function* endless() {
      for (;;) yield await Promise.resolve(chunk)
    }
    await expect(
      writeFile(engineer, { namespace: 'sizes', path: 'a.bin', content: endless() }),
    ).rejects.toMatchObject({ code: 'too-large' })
    expect(await textOf('sizes', 'a.bin')).toBe('small')
    expect(bytesOf('sizes')).toHaveLength(1)
  })

  test('is found by a part of its path, in any case of its letters', async () => {
    await put('finds', 'Reports/2026.csv', 'x')
    await put('finds', '50%_off.csv', 'x')
    expect(await searchFiles(engineer, 'finds', 'reports/')).toEqual(['/Reports/2026.csv'])
    expect(await searchFiles(engineer, 'finds', '%_')).toEqual(['/50%_off.csv'])
  })

  test('is audited by its path', async () => {
    await put('audits', 'a.txt', 'what is in it')
    await moveFile(engineer, { namespace: 'audits', from: 'a.txt', to: 'b.txt' })
    await deleteFile(engineer, { namespace: 'audits', path: 'b.txt' })
    const { results } = await listAudit(admin, { subjectType: 'namespace-file', size: 3 })
    expect(results.map(({ action, subjectId }) => [action, subjectId])).toEqual([
      ['namespace-file:delete', 'audits/b.txt'],
      ['namespace-file:move', 'audits/b.txt'],
      ['namespace-file:put', 'audits/a.txt'],
    ])
    expect(JSON.stringify(results)).not.toContain('what is in it')
  })
})

describe('files of a namespace', () => {
  test('are closed to who builds nothing', async () => {
    await put('closed', 'a.txt', 'x')
    const place = { namespace: 'closed', path: 'a.txt' }
    const refused = { code: 'not-found' }
    await expect(listFolder(requester, { ...place, path: '' })).rejects.toMatchObject(refused)
    await expect(getAttributes(requester, place)).rejects.toMatchObject(refused)
    await expect(listVersions(requester, place)).rejects.toMatchObject(refused)
    await expect(downloadFile(requester, place)).rejects.toMatchObject(refused)
    await expect(searchFiles(requester, 'closed', '')).rejects.toMatchObject(refused)
    await expect(writeFile(requester, { ...place, content: Buffer.from('y') })).rejects.toMatchObject(refused)
    await expect(makeFolder(requester, { ...place, path: 'f' })).rejects.toMatchObject(refused)
    await expect(moveFile(requester, { namespace: 'closed', from: 'a.txt', to: 'b' })).rejects.toMatchObject(
      refused,
    )
    await expect(deleteFile(requester, place)).rejects.toMatchObject(refused)
    expect(await textOf('closed', 'a.txt')).toBe('x')
    expect([
      await mayHear(engineer, 'namespace-files:closed'),
      await mayHear(requester, 'namespace-files:closed'),
    ]).toEqual([true, false])
  })

  test('of another namespace are closed to an engineer of one', async () => {
    const own = { role: 'engineer', namespace: 'bound' }
    const bound = { ...requester, roles: [own] }
    await put('boundless', 'a.txt', 'x')
    await expect(downloadFile(bound, { namespace: 'boundless', path: 'a.txt' })).rejects.toMatchObject({
      code: 'not-found',
    })
    await writeFile(bound, { namespace: 'bound.team', path: 'a.txt', content: Buffer.from('mine') })
    expect(await (await downloadFile(bound, { namespace: 'bound.team', path: 'a.txt' })).text()).toBe('mine')
  })
})
