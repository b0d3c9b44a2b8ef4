import type { App } from '#engine/flow/app.ts'
import { loadApp } from '#server/apps/compiled-app.ts'
import type { AppRecord } from '#server/apps/find-app.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'

export interface PublicDoor {
  /** Id of the app. */
  id: string
  publicId: string
  namespace: string
  displayName: string
  app: App
}

/** Ids in addresses: 128 bits, hexadecimal. */
const form = /^[0-9a-f]{32}$/

/**
 * The app behind a public address, whether it is open or not.
 * @returns null where there is none, or it was switched off
 */
export async function findDoor(publicId: string): Promise<PublicDoor | null> {
  if (!form.test(publicId)) return null
  const row = await db.app.findUnique({ where: { publicId } })
  if (!row || row.deleted || row.disabled) return null
  return doorOf(row)
}

/** The same by the app's own id. */
export async function doorOfApp(id: string): Promise<PublicDoor | null> {
  const row = await db.app.findUnique({ where: { id } })
  return row && !row.deleted ? doorOf(row) : null
}

async function doorOf({ id, publicId, namespace, displayName, revision }: AppRecord): Promise<PublicDoor> {
  return { id, publicId, namespace, displayName, app: await loadApp(id, revision) }
}

/** Whether people without an account may use it. */
export function isPublic({ app }: PublicDoor): boolean {
  return app.access.type === 'PUBLIC' && !app.disabled
}

/** @throws AppError `not-found` for everything that is not public now */
export async function publicDoor(publicId: string): Promise<PublicDoor> {
  const door = await findDoor(publicId)
  if (door && isPublic(door)) return door
  throw noForm()
}

export function noForm(): AppError {
  return new AppError('not-found', 'There is no such form, or it is not open.')
}
