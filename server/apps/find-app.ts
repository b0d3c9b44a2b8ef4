import type { App } from '#engine/flow/app.ts'
import type { Flow } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { db, type Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { loadFlow, namedRevision } from '#server/flows/load-flow.ts'
import { mayUse } from '#server/namespaces/access.ts'
import { can } from '#server/people/can.ts'
import { loadApp } from './compiled-app.ts'

export type AppRecord = Prisma.AppGetPayload<object>

export interface UsableApp {
  app: AppRecord
  /** Its newest revision. */
  spec: App
}

export interface FoundApp extends UsableApp {
  /** The revision that the form and the start use: the newest, or the one that the app names. */
  flow: Flow
}

/** Whether the actor may use it: asked on each call. A public app is for everybody, whatever their namespaces and groups. */
export function mayUseApp(
  actor: Actor,
  { id, namespace, groups, accessType }: Pick<AppRecord, 'id' | 'namespace' | 'groups' | 'accessType'>,
): boolean {
  const openApp = accessType === 'PUBLIC' ? id : undefined
  return can(actor, 'app:use', { namespace, appGroups: groups, openApp })
}

/**
 * An app that the actor may use, whether it is open now or not.
 * @throws AppError `not-found` for one that is disabled, deleted or for other groups
 */
export async function findUsable(actor: Actor, id: string): Promise<UsableApp> {
  const app = await db.app.findUnique({ where: { id } })
  if (!app || app.deleted || app.disabled || !mayUseApp(actor, app)) throw noApp()
  return { app, spec: await loadApp(app.id, app.revision) }
}

/**
 * An app whose form the actor may fill in now, with its flow.
 * @param wanted of several flows: `namespace/id`, or its id; without it the first that is there
 * @throws AppError `not-found` for one that is disabled, deleted, for other groups, or without its flow; `conflict` before and after its time
 */
export async function findApp(actor: Actor, id: string, wanted?: string): Promise<FoundApp> {
  const usable = await findUsable(actor, id)
  demandOpen(usable.spec)
  const [flow] = await flowsFor(usable.spec, wanted)
  if (!flow) throw noApp()
  return { ...usable, flow }
}

/** The flows that an app can start now, in its order, of those that are wanted. */
export async function flowsFor({ flows, namespace: home }: App, wanted?: string): Promise<Flow[]> {
  const asked = flows.filter(
    ({ namespace, flowId }) =>
      wanted === undefined || wanted === `${namespace}/${flowId}` || wanted === flowId,
  )
  if (asked.length === 0) return []
  const rows = await db.flow.findMany({
    where: {
      deleted: false,
      disabled: false,
      OR: asked.map(({ namespace, flowId }) => ({ namespace, id: flowId })),
    },
    select: { namespace: true, id: true, revision: true },
  })
  const loaded = asked.map(async ({ namespace, flowId, flowRevision }) => {
    const row = rows.find((one) => one.namespace === namespace && one.id === flowId)
    if (!row || !(await mayUse(home, namespace))) return []
    const flow =
      flowRevision === undefined
        ? await loadFlow(namespace, flowId, row.revision)
        : await namedRevision(namespace, flowId, flowRevision)
    return flow && !flow.disabled ? [flow] : []
  })
  return (await Promise.all(loaded)).flat()
}

/** @throws AppError `conflict` with the instant under `expiration.startDate` or `expiration.endDate` */
export function demandOpen({ expiration }: App, now = new Date()): void {
  const { startDate, endDate } = expiration ?? {}
  if (startDate !== undefined && now < new Date(startDate))
    throw new AppError('conflict', `This app opens on ${startDate}.`, {
      details: [{ path: 'expiration.startDate', message: startDate }],
    })
  if (endDate !== undefined && now >= new Date(endDate))
    throw new AppError('conflict', `This app was closed on ${endDate}.`, {
      details: [{ path: 'expiration.endDate', message: endDate }],
    })
}

export function noApp(): AppError {
  return new AppError('not-found', 'There is no such app, or it is not yours to use.')
}
