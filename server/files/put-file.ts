import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { StoredFile } from '#engine/catalog/host.ts'
import { db, type Tx } from '#server/db.ts'
import { contentTypeOf } from './content-type.ts'
import { fileAddress, localPath, safeName, type FileOwner } from './address.ts'
import { writeWhole, type Content } from './write-whole.ts'

export interface NewFile {
  owner: FileOwner
  name: string
  content: Content
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
