import type { Actor } from '#server/actor.ts'
import { readFilePart, wholePart } from '#server/api/read-file-part.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { isZip, unzip, zip } from '#server/flows/archive.ts'
import { documentsOf } from '#server/flows/source.ts'
import { findReadable, sourceOfDefault } from './get-app.ts'
import { saveApp } from './save-app.ts'

const uploadBytes = 25 * 1024 * 1024
const most = 500

/** The sources of apps as a ZIP archive, one file each. @throws AppError `not-found`, `too-large` */
export async function exportApps(actor: Actor, uids: readonly string[]): Promise<Response> {
  const wanted = [...new Set(uids)]
  if (wanted.length > most)
    throw new AppError('too-large', `These are more than ${most} apps: take fewer at a time.`)
  const apps = await Promise.all(wanted.map((uid) => findReadable(actor, uid)))
  const rows = await db.appRevision.findMany({
    where: { OR: apps.map(({ id, revision }) => ({ appId: id, revision })) },
    select: { appId: true, source: true },
  })
  const sources = new Map(rows.map(({ appId, source }) => [appId, source]))
  const files = await Promise.all(
    apps.map(async (app) => ({
      name: `${app.namespace}.${app.slug}.yml`,
      text: sources.get(app.id) ?? (await sourceOfDefault(app)),
    })),
  )
  return new Response(new Uint8Array(zip(files)), {
    headers: { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="apps.zip"' },
  })
}

export interface Imported {
  /** Uids of the apps that were saved. */
  success: string[]
  /** `source`: the name of the file, or the document's number from 1. */
  errors: { source: string; message: string }[]
}

/** Saves the apps of a ZIP archive or of a YAML text with several documents; one that is refused keeps none of the others away. @throws AppError `invalid`, `too-large` */
export async function importApps(actor: Actor, request: Request): Promise<Imported> {
  const bytes = await readFilePart(request, 'fileUpload', (file) => wholePart(file, uploadBytes))
  const files = isZip(bytes)
    ? unzip(bytes).filter(({ name }) => /\.ya?ml$/i.test(name))
    : documentsOf(bytes.toString('utf8')).map((text, index) => ({ name: String(index + 1), text }))
  if (files.length > most)
    throw new AppError('too-large', `These are more than ${most} apps: take fewer at a time.`)
  const done: Imported = { success: [], errors: [] }
  for (const { name, text } of files) {
    try {
      done.success.push((await saveApp(actor, text)).id)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      done.errors.push({ source: name, message: error.message })
    }
  }
  return done
}
