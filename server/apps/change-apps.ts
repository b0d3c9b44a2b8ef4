import { withKey } from '#engine/flow/parse/edit-source.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { can } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import type { AppRecord } from './find-app.ts'
import { readToSave, saveIn } from './save-app.ts'

const most = 500
const patience = { maxWait: 10_000, timeout: 60_000 }

/**
 * Takes apps out of use, all or none: what was asked for with them goes on. A flow whose app goes has its default one again,
 * once it is saved or started.
 * @throws AppError `not-found`, `forbidden`
 */
export async function deleteApps(actor: Actor, uids: readonly string[]): Promise<{ success: string[] }> {
  const apps = await writable(actor, uids)
  await transaction(async (tx) => {
    for (const app of apps) {
      await tx.app.update({ where: { id: app.id }, data: { deleted: true, updatedAt: new Date() } })
      await audit(tx, actor, {
        action: 'app:delete',
        subjectType: 'app',
        subjectId: app.id,
        after: { slug: app.slug },
      })
    }
    await announce(tx, ['apps'])
  }, patience)
  return { success: apps.map(({ id }) => id) }
}

/**
 * Enables or disables apps, all or none. Where an app has a source it is written there, which makes a revision; one that is so already
 * is left alone.
 * @throws AppError `not-found`, `forbidden`, `conflict` where a source was saved meanwhile
 */
export async function setAppsDisabled(
  actor: Actor,
  uids: readonly string[],
  disabled: boolean,
): Promise<{ success: string[] }> {
  const apps = await writable(actor, uids)
  const changed = apps.filter((app) => app.disabled !== disabled)
  const sources = await db.appRevision.findMany({
    where: { OR: changed.map(({ id, revision }) => ({ appId: id, revision })) },
    select: { appId: true, source: true },
  })
  const sourceOf = new Map(sources.map(({ appId, source }) => [appId, source]))
  const edits = await Promise.all(
    changed.map(async (app) => {
      const source = sourceOf.get(app.id)
      const edited = source ? (withKey(source, 'disabled', disabled) ?? source) : undefined
      const read = edited === undefined ? undefined : await readToSave(actor, edited)
      return { app, edit: read && edited !== undefined ? { ...read, source: edited } : undefined }
    }),
  )
  await transaction(async (tx) => {
    for (const { app, edit } of edits) {
      const options = { uid: app.id, expectedRevision: app.revision }
      if (edit) await saveIn(tx, actor, { ...edit, options })
      else {
        await tx.app.update({ where: { id: app.id }, data: { disabled, updatedAt: new Date() } })
        const after = { disabled }
        await audit(tx, actor, { action: 'app:write', subjectType: 'app', subjectId: app.id, after })
      }
    }
    if (edits.length > 0) await announce(tx, ['apps'])
  }, patience)
  return { success: apps.map(({ id }) => id) }
}

/** The apps, each once, in the order in which locks are taken. @throws AppError `not-found`, `forbidden`, `too-large` */
async function writable(actor: Actor, uids: readonly string[]): Promise<AppRecord[]> {
  const wanted = [...new Set(uids)].sort()
  if (wanted.length > most)
    throw new AppError('too-large', `These are more than ${most} apps: take fewer at a time.`)
  const rows = await db.app.findMany({
    where: { id: { in: wanted }, deleted: false },
    orderBy: { id: 'asc' },
  })
  for (const uid of wanted) {
    const app = rows.find(({ id }) => id === uid)
    const subject = app && { namespace: app.namespace, appGroups: app.groups }
    if (!app || !(can(actor, 'app:read', subject) || can(actor, 'app:write', subject)))
      throw new AppError('not-found', 'There is no such app, or you may not see it.')
    if (!can(actor, 'app:write', subject))
      throw new AppError('forbidden', 'You may not do this: it needs the permission app:write.')
  }
  return rows
}
