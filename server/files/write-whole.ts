import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import path from 'node:path'

/** What a file is made from. */
export type Content = AsyncIterable<Uint8Array> | Uint8Array

/** Writes bytes aside, syncs them and renames: at the target stands a whole file or none. @returns its length in bytes, and its hash */
export async function writeWhole(
  target: string,
  content: Content,
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

async function writeAll(handle: FileHandle, content: Content): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256')
  let size = 0
  const chunks = content instanceof Uint8Array ? [content] : inPieces(content)
  for await (const chunk of chunks) {
    hash.update(chunk)
    size += chunk.length
    await handle.writeFile(chunk)
  }
  return { size, sha256: hash.digest('hex') }
}

const pieceBytes = 64 * 1024

/** Joins what comes row by row: a call to the disk for each would take most of the time. */
async function* inPieces(content: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let held: Uint8Array[] = []
  let size = 0
  for await (const chunk of content) {
    held.push(chunk)
    size += chunk.length
    if (size < pieceBytes) continue
    yield held.length === 1 ? chunk : Buffer.concat(held)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}
