import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { safeName } from './address.ts'
import { contentTypeOf } from './content-type.ts'
import { uploadPath } from './upload-path.ts'
import { demandSize } from './within-limit.ts'

const partBytes = 8 * 1024 * 1024
/** Unfinished and unused files of one person at a time: nobody fills the disk. */
const mostOpen = 100
const mostOpenOfGuest = 10

export interface UploadView {
  id: string
  name: string
  /** Bytes. */
  size: number
  received: number
  complete: boolean
}

interface UploadRow {
  id: string
  name: string
  size: bigint
  received: bigint
  complete: boolean
}

function viewOf({ id, name, size, received, complete }: UploadRow): UploadView {
  return { id, name, size: Number(size), received: Number(received), complete }
}

/** Announces a file that a form will hold. @throws AppError `too-large`, `too-many` */
export async function createUpload(
  actor: Actor,
  { name, size }: { name: string; size: number },
): Promise<UploadView> {
  demand(actor, 'file:write', { ownerId: actor.id })
  demandSize(size, { guest: actor.guest !== undefined })
  const open = await db.upload.count({ where: { personId: actor.id, requestId: null } })
  if (open >= (actor.guest ? mostOpenOfGuest : mostOpen))
    throw new AppError('too-many', 'You have too many files waiting. Submit or remove some first.', {
      retryAfterSeconds: 3600,
    })
  const id = randomBytes(16).toString('base64url')
  await mkdir(path.dirname(uploadPath(id)), { recursive: true })
  await (await openForWriting(id)).close()
  const row = await db.upload.create({
    data: { id, personId: actor.id, name: safeName(name), size: BigInt(size) },
  })
  return size === 0 ? finish(row) : viewOf(row)
}

/**
 * Takes a part at an offset; a part that was sent before is taken again, so that a lost answer does no harm.
 * @throws AppError `not-found`, `conflict` with where to go on, `too-large`
 */
export async function appendUpload(
  actor: Actor,
  part: { id: string; offset: number; body: ReadableStream<Uint8Array> | null },
): Promise<UploadView> {
  const row = await ownUpload(actor, part.id)
  if (row.complete) throw isWhole()
  const { offset, body } = part
  if (offset > Number(row.received))
    throw new AppError('conflict', `The next byte to send is ${row.received}.`)
  const end = await writePart({
    id: row.id,
    offset,
    body,
    most: Math.min(Number(row.size), offset + partBytes),
  })
  // what was whole meanwhile has been judged already
  const [updated] = await db.upload.updateManyAndReturn({
    where: { id: row.id, complete: false },
    data: { received: BigInt(Math.max(end, Number(row.received))) },
  })
  if (!updated) throw isWhole()
  return updated.received === updated.size ? finish(updated) : viewOf(updated)
}

function isWhole(): AppError {
  return new AppError('conflict', 'This file is already whole.')
}

/** How far it is, for who goes on after a lost part. @throws AppError `not-found` */
export async function getUpload(actor: Actor, id: string): Promise<UploadView> {
  return viewOf(await ownUpload(actor, id))
}

/** Removes a file that was not submitted. */
export async function deleteUpload(actor: Actor, id: string): Promise<void> {
  const row = await ownUpload(actor, id)
  if (row.requestId) throw new AppError('conflict', 'This file belongs to a request.')
  await db.upload.delete({ where: { id } })
  await rm(uploadPath(id), { force: true })
}

/** Removes what nobody submitted within seven days (a guest within one) and no draft holds, and the gathered bytes of what was. @returns how many */
export async function purgeUploads(now: Date): Promise<number> {
  const ago = (days: number) => new Date(now.getTime() - days * 24 * 3600 * 1000)
  const old = await db.$queryRaw<{ id: string }[]>`
    SELECT u.id FROM "Upload" u JOIN "Person" p ON p.id = u."personId"
    WHERE (u."createdAt" < ${ago(7)} OR (p.kind = 'guest' AND u."createdAt" < ${ago(1)}))
      AND NOT EXISTS (SELECT 1 FROM "Draft" d WHERE d."uploadIds" @> ARRAY[u.id])
    ORDER BY u."createdAt" LIMIT 500`
  for (const { id } of old) await rm(uploadPath(id), { force: true })
  await db.upload.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } })
  return old.length
}

async function ownUpload(actor: Actor, id: string) {
  const row = await db.upload.findUnique({ where: { id } })
  if (!row) throw new AppError('not-found', 'There is no such file.')
  demand(actor, 'file:write', { ownerId: row.personId })
  if (row.personId !== actor.id) throw new AppError('not-found', 'There is no such file.')
  return row
}

function openForWriting(id: string) {
  return open(uploadPath(id), 'a', 0o600)
}

async function writePart(part: {
  id: string
  offset: number
  body: ReadableStream<Uint8Array> | null
  most: number
}): Promise<number> {
  const handle = await open(uploadPath(part.id), 'r+')
  let position = part.offset
  try {
    for await (const chunk of part.body ? Readable.fromWeb(part.body as NodeStream<Uint8Array>) : []) {
      if (position + chunk.length > part.most)
        throw new AppError('too-large', 'The part is longer than was announced; send at most 8 MB at a time.')
      await handle.write(chunk, 0, chunk.length, position)
      position += chunk.length
    }
    await handle.sync()
    return position
  } finally {
    await handle.close()
  }
}

async function finish(row: UploadRow): Promise<UploadView> {
  const file = uploadPath(row.id)
  const { size } = await stat(file)
  if (size !== Number(row.size)) throw new AppError('conflict', 'The file is not whole. Send it again.')
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array)
  const data = {
    complete: true,
    sha256: hash.digest('hex'),
    contentType: await contentTypeOf(file, row.name),
  }
  return viewOf(await db.upload.update({ where: { id: row.id }, data }))
}
