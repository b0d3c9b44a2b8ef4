import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import type { AppRecord } from './find-app.ts'
import { hasFlow } from './live-flows.ts'
import { rowOf } from './search-apps.ts'
import { defaultSource } from './source-for.ts'
import { mayReadSource } from './visible.ts'
import type { AppSource } from './view.ts'

/**
 * An app with the source of its newest revision, or of another one.
 * @throws AppError `not-found` for one that the actor may not read, too
 */
export async function getApp(
  actor: Actor,
  uid: string,
  { revision }: { revision?: number } = {},
): Promise<AppSource> {
  const app = await findReadable(actor, uid)
  const row = await db.appRevision.findUnique({
    where: { appId_revision: { appId: uid, revision: revision ?? app.revision } },
    select: { source: true },
  })
  if (!row) throw new AppError('not-found', `This app has no revision ${String(revision)}.`)
  return { ...rowOf(app, await hasFlow(app)), source: row.source ?? (await sourceOfDefault(app)) }
}

/** @throws AppError `not-found` */
export async function findReadable(actor: Actor, uid: string): Promise<AppRecord> {
  const app = await db.app.findUnique({ where: { id: uid } })
  if (!app || app.deleted || !mayReadSource(actor, app))
    throw new AppError('not-found', 'There is no such app, or you may not see it.')
  return app
}

/** What an author would begin with. */
export async function sourceOfDefault({
  namespace,
  flowId,
  displayName,
}: Pick<AppRecord, 'namespace' | 'flowId' | 'displayName'>): Promise<string> {
  const row = await db.flow.findUnique({ where: { namespace_id: { namespace, id: flowId } } })
  return defaultSource(
    row ? await loadFlow(namespace, flowId, row.revision) : { id: flowId, namespace, displayName },
  )
}
