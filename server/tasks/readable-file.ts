import { createReadStream } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { db } from '#server/db.ts'
import { localPath, namespaceIn } from '#server/files/address.ts'
import { openFile, pathOf } from '#server/files/open-file.ts'
import { readableMetas } from '#server/files/readable.ts'
import { readPath } from '#server/namespace-files/path.ts'
import { findEntry } from '#server/namespace-files/store.ts'
import { demandUse } from '#server/namespaces/access.ts'

/** Whose templates and tasks want to read. */
export interface FileReader {
  executionId: string
  namespace: string
}

/** A file that may be read. */
export interface ReadableFile {
  uri: string
  /** Bytes. */
  size: number
}

/**
 * A file by its address, of an execution or of a namespace, or by its path among the files of a namespace: the reader's own
 * where none is named. Undefined: there is none, or it is one of an execution that may not be read.
 * @throws Error for a namespace out of reach, AppError `invalid` for a path that is none
 */
export async function findReadable(
  reader: FileReader,
  { path, namespace = reader.namespace }: { path: string; namespace?: string },
): Promise<ReadableFile | undefined> {
  if (path.startsWith('kestra:///')) return byAddress(reader, path)
  await demandUse(reader.namespace, namespace, 'files')
  const entry = await findEntry({ namespace, path: readPath(path) })
  return entry && !entry.isFolder ? entry : undefined
}

async function byAddress(reader: FileReader, uri: string): Promise<ReadableFile | undefined> {
  const namespace = namespaceIn(uri)
  if (namespace === undefined) {
    const metas = await readableMetas(reader.executionId, uri)
    return metas && { uri, size: metas.size }
  }
  await demandUse(reader.namespace, namespace, 'files')
  const version = await db.namespaceFileVersion.findUnique({ where: { uri } })
  return version ? { uri, size: Number(version.size) } : undefined
}

/**
 * The bytes of an address.
 * @throws Error for a file that may not be read, and for one that is not there
 */
export async function openReadable(reader: FileReader, uri: string): Promise<AsyncIterable<Uint8Array>> {
  if (namespaceIn(uri) === undefined) return openFile(reader.executionId, uri)
  return createReadStream(await namespaceFilePath(reader, uri))
}

/** How many these are; the same refusals. */
export async function sizeOfReadable(reader: FileReader, uri: string): Promise<number> {
  const isOfExecution = namespaceIn(uri) === undefined
  const path = isOfExecution ? await pathOf(reader.executionId, uri) : await namespaceFilePath(reader, uri)
  return (await stat(path)).size
}

async function namespaceFilePath(reader: FileReader, uri: string): Promise<string> {
  const missing = new Error(`There is no file ${uri}.`)
  if (!(await byAddress(reader, uri))) throw missing
  const file = localPath(uri)
  await access(file).catch(() => {
    throw missing
  })
  return file
}
