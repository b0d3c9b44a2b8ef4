import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { log } from '#server/log.ts'

/** The name tells which worker made a folder, so that a later one can clear up after it. */
const prefix = 'formwork-work-'
let cleared: Promise<void> | undefined

/** An empty folder for a program's files. Before the first, those that killed workers left are removed. */
export async function makeWorkFolder(): Promise<string> {
  cleared ??= removeOrphans()
  await cleared
  return mkdtemp(path.join(tmpdir(), `${prefix}${process.pid}-`))
}

async function removeOrphans(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : NaN
    if (!Number.isInteger(pid) || existsSync(`/proc/${pid}`)) continue
    await rm(path.join(tmpdir(), name), { recursive: true, force: true }).catch((error: unknown) =>
      // another user's worker left it
      log().debug({ name, error: String(error) }, 'A work folder cannot be removed'),
    )
  }
}
