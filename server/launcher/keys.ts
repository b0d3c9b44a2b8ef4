import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { LauncherEnv } from '#server/env.ts'

export interface SecretKeys {
  /** What is encrypted from now on is encrypted with it. */
  current: string
  /** The newest first. */
  old: string[]
}

const fileIn = (home: string) => path.join(home, 'secret.key')

/** The keys of the secrets at rest, one a line, the newest first: the first one is made on the first start. */
export function secretKeys(home: string): SecretKeys {
  if (!existsSync(fileIn(home))) writeWhole(home, [newKey()])
  const [current = '', ...old] = readFileSync(fileIn(home), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return { current, old }
}

/** The key in use and those before it: of the settings, else of the data folder. */
export function keysFor({
  FORMWORK_HOME,
  FORMWORK_SECRET_KEY,
  FORMWORK_OLD_SECRET_KEYS = '',
}: LauncherEnv): SecretKeys {
  const old = FORMWORK_OLD_SECRET_KEYS.split(',').filter((key) => key.trim() !== '')
  if (FORMWORK_SECRET_KEY !== undefined) return { current: FORMWORK_SECRET_KEY, old }
  const kept = secretKeys(FORMWORK_HOME)
  return { current: kept.current, old: [...kept.old, ...old] }
}

/** Puts a new key before the others. It holds from the next start on. */
export function addKey(home: string): SecretKeys {
  const { current, old } = secretKeys(home)
  const keys = [newKey(), current, ...old]
  writeWhole(home, keys)
  return { current: keys[0] ?? '', old: keys.slice(1) }
}

const newKey = () => randomBytes(32).toString('base64')

/** In the data folder, readable by its owner alone; a power cut leaves the file before or the file after, never a part. */
function writeWhole(home: string, keys: readonly string[]): void {
  const draft = `${fileIn(home)}.new`
  const file = openSync(draft, 'w', 0o600)
  writeFileSync(file, `${keys.join('\n')}\n`)
  fsyncSync(file)
  closeSync(file)
  renameSync(draft, fileIn(home))
  const folder = openSync(home, 'r')
  fsyncSync(folder)
  closeSync(folder)
}
