import { createHash, randomBytes } from 'node:crypto'
import { chmod, copyFile, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { CacheHost } from '#engine/catalog/host.ts'
import { filesIn, freePlace } from '#engine/catalog/work-folder.ts'
import { env } from '#server/env.ts'

/** Of one cache. */
const mostBytes = 1024 ** 3
const mostFiles = 50_000
/** Between two looks for caches that are too old. */
const purgeMs = 3_600_000

/** Whose cache it is. */
interface CacheOwner {
  namespace: string
  flowId: string
  taskId: string
  /** Of the iteration that the task is in. */
  value?: string
}

/** A kept folder: the name says when it was made and until when it is good, epoch milliseconds; 0: without end. */
const named = /^(\d+)-(\d+)-[\w-]+$/

/** The files that a task of a flow leaves to its next execution; each time they are a folder of their own, which never changes. */
export function cacheHost(owner: CacheOwner): CacheHost {
  const folder = path.join(root(), keyOf(owner))
  return {
    restore: async (target) => {
      const newest = (await keptIn(folder)).at(-1)
      if (newest === undefined || isOld(newest)) return undefined
      const source = path.join(folder, newest)
      const names = await filesIn(source)
      for (const name of names) await copyInto(target, name, source)
      return names
    },
    keep: async (source, names, ttlMs) => {
      await demandSmall(source, names)
      const now = Date.now()
      const name = `${now}-${ttlMs === undefined ? 0 : now + ttlMs}-${randomBytes(6).toString('hex')}`
      const made = path.join(folder, `.${name}`)
      await mkdir(made, { recursive: true, mode: 0o700 })
      for (const file of names) await copyInto(made, file, source)
      await rename(made, path.join(folder, name))
      // somebody may just be reading the one before
      for (const old of (await keptIn(folder)).slice(0, -2)) await remove(path.join(folder, old))
      await purge()
    },
  }
}

function root(): string {
  return path.join(env().FORMWORK_HOME, 'caches')
}

function keyOf({ namespace, flowId, taskId, value }: CacheOwner): string {
  return createHash('sha256')
    .update(JSON.stringify([namespace, flowId, taskId, value ?? null]))
    .digest('hex')
}

/** The oldest first. */
async function keptIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => named.test(name)).sort((a, b) => madeAt(a) - madeAt(b))
}

function madeAt(name: string): number {
  return Number(named.exec(name)?.[1])
}

function isOld(name: string): boolean {
  const until = Number(named.exec(name)?.[2])
  return until > 0 && until <= Date.now()
}

async function copyInto(folder: string, name: string, source: string): Promise<void> {
  const from = path.join(source, name)
  const target = await freePlace(folder, name)
  await copyFile(from, target)
  // what runs as somebody else is left behind
  await chmod(target, (await lstat(from)).mode & 0o777)
}

async function demandSmall(folder: string, names: readonly string[]): Promise<void> {
  if (names.length > mostFiles)
    throw new Error(`A cache holds ${mostFiles} files at most, and these are ${names.length}.`)
  let bytes = 0
  for (const name of names) bytes += (await lstat(path.join(folder, name))).size
  if (bytes > mostBytes) throw new Error(`A cache holds ${mostBytes} bytes at most, and these are ${bytes}.`)
}

function remove(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true })
}

let purgedAt = 0

/** Removes what is too old, whoever left it. */
async function purge(): Promise<void> {
  if (Date.now() - purgedAt < purgeMs) return
  purgedAt = Date.now()
  for (const key of await readdir(root())) {
    const folder = path.join(root(), key)
    for (const name of await keptIn(folder)) if (isOld(name)) await remove(path.join(folder, name))
  }
}
