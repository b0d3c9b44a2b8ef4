import { readFile } from 'node:fs/promises'
import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { localPath } from '#server/files/address.ts'
import { dispositionOf } from '#server/files/attachment.ts'
import { isZip, unzipBytes, zipBytes } from '#server/flows/archive.ts'
import { demand } from '#server/people/can.ts'
import { readName, readPath } from './path.ts'
import { filesOf, type FilePlace } from './store.ts'
import { writeFile } from './write-file.ts'

/** Bytes of an archive that is read whole. */
export const largestArchive = 50_000_000
const most = { files: 2000, fileBytes: 50_000_000, allBytes: 50_000_000 }

/** All files of a namespace as they stand, in a ZIP archive. @throws AppError `not-found`, `forbidden`, `too-large` beyond 50 MB */
export async function exportFiles(actor: Actor, namespace: string): Promise<Response> {
  demand(actor, 'namespace-file:read', { namespace })
  const entries = await filesOf(namespace)
  if (entries.reduce((sum, { size }) => sum + size, 0) > most.allBytes)
    throw new AppError(
      'too-large',
      `The files of ${namespace} are more than ${most.allBytes} bytes: download them one by one.`,
    )
  const files = []
  for (const { path, uri } of entries) files.push({ name: path, bytes: await readFile(localPath(uri)) })
  return new Response(new Uint8Array(zipBytes(files)), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': dispositionOf(`${namespace}.zip`),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })
}

/**
 * Writes the files of a ZIP archive into a folder; those that are there get a new version. Every name is judged before
 * anything is written; then one file follows the other.
 * @throws AppError `not-found`, `forbidden`, `invalid`, `too-large` for what unpacks to more than 2,000 files or 50 MB; `conflict`
 */
export async function importFiles(
  actor: Actor,
  { namespace, path }: FilePlace,
  archive: Buffer,
): Promise<{ paths: string[] }> {
  demand(actor, 'namespace-file:write', { namespace })
  if (!isZip(archive)) throw new AppError('invalid', 'The file is no ZIP archive.')
  const folder = readPath(path)
  const files = unzipBytes(archive, most).map(({ name, bytes }) => ({
    path: readName(folder === '' ? name : `${folder}/${name}`),
    bytes,
  }))
  for (const { path: target, bytes } of files)
    await writeFile(actor, { namespace, path: target, content: bytes })
  return { paths: files.map((file) => `/${file.path}`) }
}
