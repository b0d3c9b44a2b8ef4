import { db, Prisma, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { folderOf, foldersAbove } from './path.ts'

/** Where a file or a folder stands. */
export interface FilePlace {
  namespace: string
  path: string
}

interface Entry extends FilePlace {
  /** Of the current version; 0: a folder. */
  version: number
  createdAt: Date
  updatedAt: Date
}

/** A file and what it holds now. */
export interface FileEntry extends Entry {
  isFolder: false
  uri: string
  /** Bytes. */
  size: number
  sha256: string
}

export interface FolderEntry extends Entry {
  isFolder: true
}

/** Files and folders of a namespace. */
const mostEntries = 10_000

/** From here to the end of the transaction nobody else changes the files of the namespace. */
export async function lockFiles(tx: Tx, namespace: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`namespace-files:${namespace}`}, 0))`
}

/** What stands at a path; undefined: nothing. */
export async function findEntry(
  { namespace, path }: FilePlace,
  tx: Tx = db,
): Promise<FileEntry | FolderEntry | undefined> {
  const [entry] = await entriesWhere(Prisma.sql`f.namespace = ${namespace} AND f.path = ${path}`, tx)
  return entry
}

/** What stands directly in a folder, folders first, by path. */
export function entriesIn(namespace: string, folder: string): Promise<(FileEntry | FolderEntry)[]> {
  return entriesWhere(Prisma.sql`f.namespace = ${namespace} AND f.folder = ${folder}`)
}

/** All files of a namespace, by path. */
export async function filesOf(namespace: string): Promise<FileEntry[]> {
  const entries = await entriesWhere(Prisma.sql`f.namespace = ${namespace} AND NOT f."isFolder"`)
  return entries.filter((entry) => !entry.isFolder)
}

/** Files in a folder and below. */
export async function countFiles(place: FilePlace): Promise<number> {
  const where = place.path === '' ? Prisma.sql`namespace = ${place.namespace}` : atOrBelow(place)
  const [row] = await db.$queryRaw<{ files: number }[]>`
    SELECT count(*)::int AS files FROM "NamespaceFile" WHERE ${where} AND NOT "isFolder"`
  return row?.files ?? 0
}

async function entriesWhere(where: Prisma.Sql, tx: Tx = db): Promise<(FileEntry | FolderEntry)[]> {
  const rows = await tx.$queryRaw<(FolderEntry | (Omit<FileEntry, 'size'> & { size: bigint }))[]>`
    SELECT f.namespace, f.path, f."isFolder", f.version, f."createdAt", f."updatedAt", v.uri, v.size, v.sha256
    FROM "NamespaceFile" f
    LEFT JOIN "NamespaceFileVersion" v ON v.namespace = f.namespace AND v.path = f.path AND v.version = f.version
    WHERE ${where} ORDER BY f."isFolder" DESC, f.path COLLATE "C" LIMIT ${mostEntries}`
  return rows.map((row) => (row.isFolder ? row : { ...row, size: Number(row.size) }))
}

/** Makes the folders above a path. @throws AppError `conflict` where one of them is a file; `too-large` */
export async function makeFoldersAbove(tx: Tx, { namespace, path }: FilePlace): Promise<void> {
  const above = foldersAbove(path)
  const there = await tx.namespaceFile.findMany({ where: { namespace, path: { in: above } } })
  const file = there.find(({ isFolder }) => !isFolder)
  if (file) throw new AppError('conflict', `/${file.path} is a file.`)
  const missing = above.filter((folder) => !there.some((row) => row.path === folder))
  const count = await tx.namespaceFile.count({ where: { namespace } })
  if (count + missing.length >= mostEntries)
    throw new AppError('too-large', `A namespace has ${mostEntries} files and folders at most.`)
  await tx.namespaceFile.createMany({ data: missing.map((folder) => folderRow(namespace, folder)) })
}

export function folderRow(namespace: string, path: string) {
  return { namespace, path, folder: folderOf(path), isFolder: true, version: 0 }
}

/** A path and all that stands below it. */
export function atOrBelow({ namespace, path }: FilePlace): Prisma.Sql {
  return Prisma.sql`namespace = ${namespace} AND (path = ${path} OR starts_with(path, ${`${path}/`}))`
}
