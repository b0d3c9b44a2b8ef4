import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { localPath, namespaceFileAddress } from '#server/files/address.ts'
import { removeBytes } from '#server/files/delete-files.ts'
import { withinLimit } from '#server/files/within-limit.ts'
import { writeWhole, type Content } from '#server/files/write-whole.ts'
import { demand } from '#server/people/can.ts'
import { afterCommit, transaction } from '#server/transaction.ts'
import { tell } from './change-files.ts'
import { folderOf, nameOf, readName } from './path.ts'
import { findEntry, lockFiles, makeFoldersAbove, type FileEntry, type FilePlace } from './store.ts'

/** Of one file; older ones are gone for good. */
const mostVersions = 50

interface Wanted extends FilePlace {
  content: Content
  /** The version that its writer has seen, 0: none. The next is this one's successor. Absent: whatever there is. */
  expected?: number
}

interface Stored {
  uri: string
  size: number
  sha256: string
}

/**
 * Writes a file, and the folders above it; one that is there gets a new version, unless these are its bytes already.
 * The bytes are stored whole before anything tells of them.
 * @throws AppError `not-found`, `forbidden`, `invalid`, `too-large`; `conflict` where there is a folder, a file in its way, or
 * another version than the expected
 */
export async function writeFile(actor: Actor, { namespace, path, content, expected }: Wanted): Promise<void> {
  demand(actor, 'namespace-file:write', { namespace })
  const place = { namespace, path: readName(path) }
  const uri = namespaceFileAddress(namespace, randomBytes(12).toString('base64url'), nameOf(place.path))
  const stored = { uri, ...(await writeWhole(localPath(uri), withinLimit(content))) }
  let isKept = false
  try {
    isKept = await transaction((tx) => keep(tx, actor, { place, stored, expected }))
  } finally {
    if (!isKept) await removeBytes([uri])
  }
}

/** @returns whether these bytes are a new version */
async function keep(
  tx: Tx,
  actor: Actor,
  { place, stored, expected }: { place: FilePlace; stored: Stored; expected?: number },
): Promise<boolean> {
  await lockFiles(tx, place.namespace)
  const entry = await findEntry(place, tx)
  if (entry?.isFolder) throw new AppError('conflict', `/${place.path} is a folder.`)
  demandVersion(place, entry?.version ?? 0, expected)
  if (entry?.sha256 === stored.sha256) return false
  await putVersion(tx, { entry, place, stored, createdById: actor.id })
  await tell(tx, actor, { ...place, verb: 'put' })
  return true
}

/** The detail's path tells this conflict from those of names. */
function demandVersion({ path }: FilePlace, version: number, expected = version): void {
  if (version === expected) return
  const message =
    version === 0
      ? `/${path} was deleted or moved meanwhile.`
      : expected === 0
        ? `There is already /${path}.`
        : `/${path} was changed meanwhile: it is at revision ${version}, not ${expected}.`
  throw new AppError('conflict', message, { details: [{ path: 'expected', message }] })
}

interface NewVersion {
  entry?: FileEntry
  place: FilePlace
  stored: Stored
  createdById: string
}

async function putVersion(tx: Tx, { entry, place, stored, createdById }: NewVersion): Promise<void> {
  const version = (entry?.version ?? 0) + 1
  if (entry) {
    const where = { namespace_path: place }
    await tx.namespaceFile.update({ where, data: { version, updatedAt: new Date() } })
  } else {
    await makeFoldersAbove(tx, place)
    await tx.namespaceFile.create({
      data: { ...place, folder: folderOf(place.path), isFolder: false, version },
    })
  }
  await tx.namespaceFileVersion.create({ data: { ...place, version, ...stored, createdById } })
  const old = { ...place, version: { lte: version - mostVersions } }
  const gone = await tx.namespaceFileVersion.findMany({ where: old, select: { uri: true } })
  await tx.namespaceFileVersion.deleteMany({ where: old })
  afterCommit(tx, () => removeBytes(gone.map(({ uri }) => uri)))
}
