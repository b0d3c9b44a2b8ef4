import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The key of the secrets at rest: made on the first start and kept in the data folder, readable by its owner alone. */
export function secretKey(home: string): string {
  const file = path.join(home, 'secret.key')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8').trim()
}
