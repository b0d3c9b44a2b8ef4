import { createReadStream } from 'node:fs'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { localPath } from '#server/files/address.ts'
import { demand } from '#server/people/can.ts'
import { readName } from './path.ts'
import { nothingAt } from './read-files.ts'
import type { FilePlace } from './store.ts'
import { writeFile } from './write-file.ts'

interface Restored extends FilePlace {
  version: number
  /** The version that was the newest when it was chosen. */
  expected?: number
}

/**
 * Makes what a file held at a version its newest one; those in between stay.
 * @throws AppError `not-found`, `forbidden`, `invalid`; `conflict` where another version than the expected is the newest
 */
export async function restoreVersion(
  actor: Actor,
  { namespace, path, version, expected }: Restored,
): Promise<void> {
  demand(actor, 'namespace-file:write', { namespace })
  const place = { namespace, path: readName(path) }
  const row = await db.namespaceFileVersion.findFirst({ where: { ...place, version } })
  if (!row) throw nothingAt(place)
  try {
    await writeFile(actor, { ...place, content: createReadStream(localPath(row.uri)), expected })
  } catch (error) {
    // the oldest version goes when a newer one comes: perhaps just now
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw nothingAt(place)
    throw error
  }
}
