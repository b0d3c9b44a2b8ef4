import type { Flow } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { db, type Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { can } from '#server/people/can.ts'

export type AppRecord = Prisma.AppGetPayload<object>

export interface FoundApp {
  app: AppRecord
  /** The flow's newest revision. */
  flow: Flow
}

/**
 * An app that the actor may use now, with its flow.
 * @throws AppError `not-found` for one that is disabled, deleted or for other groups
 */
export async function findApp(actor: Actor, id: string): Promise<FoundApp> {
  const app = await db.app.findUnique({ where: { id } })
  if (!app || app.deleted || app.disabled) throw noApp()
  if (!can(actor, 'app:use', { namespace: app.namespace, appGroups: app.groups })) throw noApp()
  const row = await db.flow.findUnique({
    where: { namespace_id: { namespace: app.namespace, id: app.flowId } },
  })
  if (!row || row.deleted || row.disabled) throw noApp()
  return { app, flow: await loadFlow(app.namespace, app.flowId, row.revision) }
}

function noApp(): AppError {
  return new AppError('not-found', 'There is no such app, or it is not yours to use.')
}
