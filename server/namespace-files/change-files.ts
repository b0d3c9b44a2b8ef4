import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { Prisma, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { removeBytes } from '#server/files/delete-files.ts'
import { demand } from '#server/people/can.ts'
import { afterCommit, transaction } from '#server/transaction.ts'
import { folderOf, readName, readPath } from './path.ts'
import { nothingAt } from './read-files.ts'
import { atOrBelow, findEntry, folderRow, lockFiles, makeFoldersAbove, type FilePlace } from './store.ts'

/** Makes a folder and those above it; one that is there stays. @throws AppError `not-found`, `forbidden`, `conflict` where there is a file */
export async function makeFolder(actor: Actor, { namespace, path }: FilePlace): Promise<void> {
  demand(actor, 'namespace-file:write', { namespace })
  const place = { namespace, path: readPath(path) }
  if (place.path === '') return
  await transaction(async (tx) => {
    await lockFiles(tx, namespace)
    const entry = await findEntry(place, tx)
    if (entry && !entry.isFolder) throw new AppError('conflict', `/${place.path} is a file.`)
    if (entry) return
    await makeFoldersAbove(tx, place)
    await tx.namespaceFile.create({ data: folderRow(namespace, place.path) })
    await tell(tx, actor, { ...place, verb: 'folder' })
  })
}

/**
 * Moves a file or a folder with all that is in it; its versions go with it.
 * @throws AppError `not-found`, `forbidden`; `conflict` where something stands there; `invalid` for a folder into itself
 */
export async function moveFile(
  actor: Actor,
  { namespace, from, to }: { namespace: string; from: string; to: string },
): Promise<void> {
  demand(actor, 'namespace-file:write', { namespace })
  const [source, target] = [
    { namespace, path: readName(from) },
    { namespace, path: readName(to) },
  ]
  if (target.path.startsWith(`${source.path}/`))
    throw new AppError('invalid', 'A folder cannot be moved into itself.')
  await transaction(async (tx) => {
    await lockFiles(tx, namespace)
    if (!(await findEntry(source, tx))) throw nothingAt(source)
    if (source.path === target.path) return
    if (await findEntry(target, tx)) throw new AppError('conflict', `There is already /${target.path}.`)
    await makeFoldersAbove(tx, target)
    await rename(tx, source, target.path)
    await tell(tx, actor, { ...target, verb: 'move', before: source.path })
  })
}

async function rename(tx: Tx, source: FilePlace, target: string): Promise<void> {
  const rows = await tx.$queryRaw<{ path: string }[]>`
    SELECT path FROM "NamespaceFile" WHERE ${atOrBelow(source)}`
  for (const { path } of rows) readName(target + path.slice(source.path.length))
  // what follows the old path, in Postgres' counting of characters
  const rest = (column: Prisma.Sql) => Prisma.sql`substr(${column}, length(${source.path}::text) + 1)`
  await tx.$executeRaw`
    UPDATE "NamespaceFile" SET path = ${target} || ${rest(Prisma.sql`path`)}, "updatedAt" = now(),
      folder = CASE WHEN path = ${source.path} THEN ${folderOf(target)} ELSE ${target} || ${rest(Prisma.sql`folder`)} END
    WHERE ${atOrBelow(source)}`
}

/**
 * Removes a file with all its versions, or a folder with all that is in it, for good.
 * @throws AppError `not-found`, `forbidden`
 */
export async function deleteFile(actor: Actor, { namespace, path }: FilePlace): Promise<void> {
  demand(actor, 'namespace-file:delete', { namespace })
  const place = { namespace, path: readName(path) }
  await transaction(async (tx) => {
    await lockFiles(tx, namespace)
    if (!(await findEntry(place, tx))) throw nothingAt(place)
    const versions = await tx.$queryRaw<{ uri: string }[]>`
      SELECT uri FROM "NamespaceFileVersion" WHERE ${atOrBelow(place)}`
    await tx.$executeRaw`DELETE FROM "NamespaceFile" WHERE ${atOrBelow(place)}`
    await tell(tx, actor, { ...place, verb: 'delete' })
    afterCommit(tx, () => removeBytes(versions.map(({ uri }) => uri)))
  })
}

interface Change extends FilePlace {
  verb: 'put' | 'folder' | 'move' | 'delete'
  /** Where it was. */
  before?: string
}

/** Writes a change down and tells the browsers. The audit names the file, never what is in it. */
export async function tell(tx: Tx, actor: Actor, { namespace, path, verb, before }: Change): Promise<void> {
  await audit(tx, actor, {
    action: `namespace-file:${verb}`,
    subjectType: 'namespace-file',
    subjectId: `${namespace}/${path}`,
    ...(before === undefined ? {} : { before: { path: before } }),
  })
  await announce(tx, [`namespace-files:${namespace}`])
}
