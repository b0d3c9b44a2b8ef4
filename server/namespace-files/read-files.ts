import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { attachment } from '#server/files/attachment.ts'
import { demand } from '#server/people/can.ts'
import { nameOf, readName, readPath } from './path.ts'
import { countFiles, entriesIn, filesOf, findEntry, type FilePlace } from './store.ts'
import { attributesOf, rootAttributes, versionOf, type FileAttributes, type FileVersion } from './view.ts'

const permission = 'namespace-file:read'
/** Paths that a search answers. */
const mostFound = 1000

/** What stands in a folder; the root of a namespace is always there. @throws AppError `not-found`, `invalid` */
export async function listFolder(actor: Actor, { namespace, path }: FilePlace): Promise<FileAttributes[]> {
  demand(actor, permission, { namespace })
  const folder = readPath(path)
  if (folder !== '' && (await findEntry({ namespace, path: folder }))?.isFolder !== true)
    throw new AppError('not-found', `There is no folder /${folder} in the namespace '${namespace}'.`)
  return (await entriesIn(namespace, folder)).map(attributesOf)
}

/** Kind, size and times of a file or a folder, and how many files are in a folder and below. @throws AppError `not-found`, `invalid` */
export async function getAttributes(actor: Actor, { namespace, path }: FilePlace): Promise<FileAttributes> {
  demand(actor, permission, { namespace })
  const at = readPath(path)
  const entry = at === '' ? undefined : await findEntry({ namespace, path: at })
  if (at !== '' && !entry) throw nothingAt({ namespace, path: at })
  const attributes = entry ? attributesOf(entry) : rootAttributes
  if (attributes.type === 'File') return attributes
  return { ...attributes, files: await countFiles({ namespace, path: at }) }
}

/** The versions of a file that there are, the oldest first. @throws AppError `not-found`, `invalid` */
export async function listVersions(actor: Actor, { namespace, path }: FilePlace): Promise<FileVersion[]> {
  demand(actor, permission, { namespace })
  const place = { namespace, path: readName(path) }
  const rows = await db.namespaceFileVersion.findMany({ where: place, orderBy: { version: 'asc' } })
  if (rows.length === 0) throw nothingAt(place)
  return rows.map(versionOf)
}

/** Streams a file as it stands, or as it stood at a version. @throws AppError `not-found`, `invalid` */
export async function downloadFile(
  actor: Actor,
  { namespace, path }: FilePlace,
  version?: number,
): Promise<Response> {
  demand(actor, permission, { namespace })
  const place = { namespace, path: readName(path) }
  const row = await db.namespaceFileVersion.findFirst({
    where: { ...place, version },
    orderBy: { version: 'desc' },
  })
  if (!row) throw nothingAt(place)
  return attachment(row.uri, { name: nameOf(row.path), contentType: 'application/octet-stream' })
}

/** Paths of the files that contain a text, in any case of its letters; the first 1,000. @throws AppError `not-found` */
export async function searchFiles(actor: Actor, namespace: string, text: string): Promise<string[]> {
  demand(actor, permission, { namespace })
  const wanted = text.toLowerCase()
  const paths = (await filesOf(namespace)).map(({ path }) => `/${path}`)
  return paths.filter((path) => path.toLowerCase().includes(wanted)).slice(0, mostFound)
}

export function nothingAt({ namespace, path }: FilePlace): AppError {
  return new AppError('not-found', `There is no file /${path} in the namespace '${namespace}'.`)
}
