import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { Actor } from '#server/actor.ts'
import { appendUpload, createUpload } from '#server/files/uploads.ts'
import { withinLimit } from '#server/files/within-limit.ts'

const partBytes = 8 * 1024 * 1024

/** Stores a file that came with a start as an upload of the actor. @returns the upload's id */
export async function takeFile(
  actor: Actor,
  name: string,
  content: AsyncIterable<Uint8Array>,
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'formwork-start-'))
  const file = path.join(folder, 'content')
  try {
    await write(file, content)
    const { size } = await stat(file)
    const { id } = await createUpload(actor, { name, size })
    for (let offset = 0; offset < size; offset += partBytes) {
      const part = createReadStream(file, { start: offset, end: Math.min(offset + partBytes, size) - 1 })
      const body = Readable.toWeb(part) as ReadableStream<Uint8Array>
      await appendUpload(actor, { id, offset, body })
    }
    return id
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function write(file: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    for await (const chunk of withinLimit(content)) await handle.write(chunk)
  } finally {
    await handle.close()
  }
}
