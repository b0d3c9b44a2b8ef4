import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { Actor } from '#server/actor.ts'
import { readFilePart, wholePart } from '#server/api/read-file-part.ts'
import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { localPath } from '#server/files/address.ts'
import { findEntry } from '#server/namespace-files/store.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { loadApp } from './compiled-app.ts'
import { findUsable, noApp, type AppRecord } from './find-app.ts'
import { mayReadSource } from './visible.ts'

const mostBytes = 1_000_000
const types: Readonly<Record<string, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
}

/** Address of an app's picture: that of its source, else the one that was uploaded. @param uploaded hash of the latter */
export function thumbnailOf(
  { id, thumbnail, revision }: Pick<AppRecord, 'id' | 'thumbnail' | 'revision'>,
  uploaded: string | undefined,
): string | undefined {
  const version = thumbnail === null ? uploaded?.slice(0, 12) : String(revision)
  return version === undefined ? undefined : `/api/v1/apps/${encodeURIComponent(id)}/thumbnail?v=${version}`
}

/** The picture of an app, for those who may use it or read its source. @throws AppError `not-found` */
export async function readThumbnail(actor: Actor, id: string): Promise<Response> {
  const app = await db.app.findUnique({ where: { id } })
  if (!app || app.deleted) throw noApp()
  if (!mayReadSource(actor, app)) await findUsable(actor, id)
  if (app.thumbnail !== null) return namespacePicture(app.namespace, app.thumbnail)
  const row = await db.appPicture.findUnique({ where: { appId: id } })
  if (!row) throw new AppError('not-found', 'This app has no picture.')
  return new Response(Buffer.from(row.bytes), { headers: headersOf(row.contentType) })
}

/**
 * A picture of the namespace that the app's source names, and no other: who uses an app need not read the namespace's files.
 * @throws AppError `not-found`
 */
export async function readPicture(actor: Actor, id: string, name: string): Promise<Response> {
  const { app } = await findUsable(actor, id)
  const spec = await loadApp(app.id, app.revision)
  if (!JSON.stringify(spec).includes(JSON.stringify(name)))
    throw new AppError('not-found', 'There is no such picture.')
  return namespacePicture(app.namespace, name)
}

async function namespacePicture(namespace: string, name: string): Promise<Response> {
  const path = name.replace(/^nsfiles?:\/\/\//, '')
  const type = types[path.slice(path.lastIndexOf('.') + 1).toLowerCase()]
  const entry = type === undefined ? undefined : await findEntry({ namespace, path })
  if (!entry || entry.isFolder || entry.size > mostBytes * 5)
    throw new AppError('not-found', 'There is no such picture.')
  const stream = Readable.toWeb(createReadStream(localPath(entry.uri))) as ReadableStream
  return new Response(stream, { headers: headersOf(type ?? '') })
}

/** A picture is shown by `<img>` and nothing else: even an SVG that is opened by itself runs and loads nothing. */
function headersOf(contentType: string): Record<string, string> {
  return {
    'content-type': contentType,
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=3600',
  }
}

/**
 * Keeps a picture for an app whose source names none.
 * @throws AppError `not-found`, `forbidden`, `invalid` for what is no picture by its bytes, `too-large` above 1 MB
 */
export async function saveThumbnail(actor: Actor, id: string, request: Request): Promise<void> {
  const app = await demandWrite(actor, id)
  const bytes = await readFilePart(request, 'fileUpload', (file) => wholePart(file, mostBytes))
  const contentType = await pictureType(bytes)
  if (contentType === undefined)
    throw new AppError('invalid', 'A picture is an SVG, PNG, JPEG, WebP or GIF file.')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const row = { contentType, bytes: new Uint8Array(bytes), sha256 }
  await transaction(async (tx) => {
    await tx.appPicture.upsert({ where: { appId: id }, create: { appId: id, ...row }, update: row })
    await audit(tx, actor, {
      action: 'app:write',
      subjectType: 'app',
      subjectId: id,
      after: { picture: sha256, slug: app.slug },
    })
    await announce(tx, ['apps'])
  })
}

/** @throws AppError `not-found`, `forbidden` */
export async function removeThumbnail(actor: Actor, id: string): Promise<void> {
  const app = await demandWrite(actor, id)
  await transaction(async (tx) => {
    const { count } = await tx.appPicture.deleteMany({ where: { appId: id } })
    if (count === 0) return
    const after = { picture: null, slug: app.slug }
    await audit(tx, actor, { action: 'app:write', subjectType: 'app', subjectId: id, after })
    await announce(tx, ['apps'])
  })
}

async function demandWrite(actor: Actor, id: string): Promise<AppRecord> {
  const app = await db.app.findUnique({ where: { id } })
  if (!app || app.deleted) throw new AppError('not-found', 'There is no such app, or you may not see it.')
  demand(actor, 'app:write', { namespace: app.namespace, appGroups: app.groups })
  return app
}

async function pictureType(bytes: Buffer): Promise<string | undefined> {
  const { fileTypeFromBuffer } = await import('file-type')
  const found = await fileTypeFromBuffer(bytes)
  if (found && found.mime !== 'application/xml')
    return Object.values(types).includes(found.mime) ? found.mime : undefined
  return /^\s*(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*<svg[\s>]/.test(bytes.toString('utf8', 0, 2000))
    ? types.svg
    : undefined
}
