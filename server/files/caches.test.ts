import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { cacheHost } from './caches.ts'

const home = mkdtempSync(path.join(tmpdir(), 'formwork-caches-'))
Object.assign(process.env, {
  DATABASE_URL: 'postgresql://nobody@localhost/none',
  FORMWORK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  FORMWORK_HOME: home,
  LOG_LEVEL: 'silent',
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const owner = { namespace: 'company.team', flowId: 'f', taskId: 't' }
let folder: string
const empty = () => mkdtempSync(path.join(home, 'work-'))

beforeEach(() => {
  folder = empty()
  mkdirSync(path.join(folder, 'a'))
  writeFileSync(path.join(folder, 'a/b.txt'), 'kept')
})

describe('the cache of a task', () => {
  it('gives the newest files back, to that task and value alone', async () => {
    const cache = cacheHost({ ...owner, value: 'x' })
    expect(await cache.restore(empty())).toBeUndefined()
    await cache.keep(folder, ['a/b.txt'])
    writeFileSync(path.join(folder, 'a/b.txt'), 'newer')
    await cache.keep(folder, ['a/b.txt'])
    const target = empty()
    expect(await cache.restore(target)).toEqual(['a/b.txt'])
    expect(readFileSync(path.join(target, 'a/b.txt'), 'utf8')).toBe('newer')
    for (const other of [owner, { ...owner, value: 'y' }, { ...owner, value: 'x', flowId: 'g' }])
      expect(await cacheHost(other).restore(empty())).toBeUndefined()
  })

  it('is good for its time only', async () => {
    const cache = cacheHost({ ...owner, taskId: 'short' })
    await cache.keep(folder, ['a/b.txt'], 0)
    expect(await cache.restore(empty())).toBeUndefined()
    await cache.keep(folder, ['a/b.txt'], 60_000)
    expect(await cache.restore(empty())).toEqual(['a/b.txt'])
  })

  it('does not grow with each execution', async () => {
    const before = readdirSync(path.join(home, 'caches')).length
    const cache = cacheHost({ ...owner, taskId: 'often' })
    for (let n = 0; n < 6; n++) await cache.keep(folder, ['a/b.txt'])
    const made = readdirSync(path.join(home, 'caches'))
    expect(made.length).toBe(before + 1)
    const counts = made.map((key) => readdirSync(path.join(home, 'caches', key)).length)
    expect(Math.max(...counts)).toBeLessThanOrEqual(2)
  })

  it('is laid out without following links, and nothing in it runs as somebody else', async () => {
    const cache = cacheHost({ ...owner, taskId: 'safe' })
    chmodSync(path.join(folder, 'a/b.txt'), 0o4755)
    await cache.keep(folder, ['a/b.txt'])
    const target = empty()
    const outside = empty()
    symlinkSync(outside, path.join(target, 'a'))
    await expect(cache.restore(target)).rejects.toThrow('a is no folder')
    expect(readdirSync(outside)).toEqual([])
    const clean = empty()
    await cache.restore(clean)
    expect(statSync(path.join(clean, 'a/b.txt')).mode & 0o7777).toBe(0o755)
    await expect(cache.keep(folder, ['../../etc/passwd'])).rejects.toThrow()
  })
})
