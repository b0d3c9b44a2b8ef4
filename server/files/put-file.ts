import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { StoredFile } from '#engine/catalog/host.ts'
import { db, type Tx } from '#server/db.ts'
import { contentTypeOf } from './content-type.ts'
import { fileAddress, localPath, safeName, type FileOwner } from './address.ts'

export interface NewFile {
  owner: FileOwner
  name: string
  content: AsyncIterable<Uint8Array> | Uint8Array
  /** Part of the address; a random one keeps two files of one name apart. */
  folder?: string
}

/** Stores a file whole before anything can refer to it: written aside, synced, renamed, then its row. */
export async function putFile(file: NewFile, tx: Tx = db): Promise<StoredFile> {
  const { owner, content } = file
  const name = safeName(file.name)
  const uri = fileAddress(owner, file.folder ?? randomBytes(9).toString('base64url'), name)
  const target = localPath(uri)
  const { size, sha256 } = await writeWhole(target, content)
  const row = {
    uri,
    executionId: owner.executionId,
    name,
    size,
    sha256,
    contentType: await contentTypeOf(target, name),
  }
  await tx.storedFile.upsert({ where: { uri }, create: row, update: row })
  return { uri, name, size, sha256 }
}

/** Stores a local file's bytes without holding them. */
export function putPath(file: Omit<NewFile, 'content'>, source: string, tx: Tx = db): Promise<StoredFile> {
  return putFile({ ...file, content: createReadStream(source) }, tx)
}

async function writeWhole(
  target: string,
  content: NewFile['content'],
): Promise<{ size: number; sha256: string }> {
  const aside = `${target}.${randomBytes(6).toString('hex')}.part`
  await mkdir(path.dirname(target), { recursive: true })
  const handle = await open(aside, 'wx', 0o600)
  try {
    const written = await writeAll(handle, content)
    await handle.sync()
    await handle.close()
    await rename(aside, target)
    return written
  } catch (error) {
    await handle.close().catch(() => handle.fd)
    await rm(aside, { force: true })
    throw error
  }
}

async function writeAll(
  handle: FileHandle,
  content: NewFile['content'],
): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256')
  let size = 0
  const chunks = content instanceof Uint8Array ? [content] : content
  for await (const chunk of chunks) {
    hash.update(chunk)
    size += chunk.length
    await handle.writeFile(chunk)
  }
  return { size, sha256: hash.digest('hex') }
}
