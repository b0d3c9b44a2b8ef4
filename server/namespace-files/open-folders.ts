import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { foldersAbove, readPath } from './path.ts'
import { listFolder } from './read-files.ts'
import type { FilePlace } from './store.ts'
import type { FileAttributes } from './view.ts'

/**
 * What stands in the root and in the folders above a path: a tree that is open down to it. Folders that are not there are left out.
 * @throws AppError `not-found`, `forbidden`
 */
export async function listOpenFolders(
  actor: Actor,
  { namespace, path }: FilePlace,
): Promise<Record<string, FileAttributes[]>> {
  const root = await listFolder(actor, { namespace, path: '' })
  const listings: Record<string, FileAttributes[]> = { '': root }
  try {
    for (const folder of foldersAbove(readPath(path)))
      listings[folder] = await listFolder(actor, { namespace, path: folder })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
  return listings
}
