import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { can } from '#server/people/can.ts'
import type { AppRecord } from './find-app.ts'
import type { AppCard } from './view.ts'

/** The apps that the actor may start, favourites first, then by name. Four queries, however many apps. */
export async function catalog(actor: Actor): Promise<AppCard[]> {
  const apps = await db.app.findMany({
    where: { deleted: false, disabled: false },
    orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
  })
  const usable = apps.filter((app) =>
    can(actor, 'app:use', { namespace: app.namespace, appGroups: app.groups }),
  )
  const [live, favourites, used] = await Promise.all([
    liveFlows(usable),
    favouritesOf(actor, usable),
    lastUsed(actor, usable),
  ])
  return usable
    .filter((app) => live.has(`${app.namespace}/${app.flowId}`))
    .map((app) => cardOf(app, { favourite: favourites.has(app.id), usedAt: used.get(app.id) }))
    .sort((a, b) => Number(b.favourite) - Number(a.favourite))
}

/** The card of one app for one person. */
export async function cardFor(actor: Actor, app: AppRecord): Promise<AppCard> {
  const [favourites, used] = await Promise.all([favouritesOf(actor, [app]), lastUsed(actor, [app])])
  return cardOf(app, { favourite: favourites.has(app.id), usedAt: used.get(app.id) })
}

function cardOf(app: AppRecord, own: Pick<AppCard, 'favourite' | 'usedAt'>): AppCard {
  return {
    id: app.id,
    displayName: app.displayName,
    description: app.description ?? undefined,
    icon: app.icon ?? undefined,
    tags: app.tags,
    ...own,
  }
}

type Named = Pick<AppRecord, 'id'>

async function liveFlows(apps: readonly Pick<AppRecord, 'namespace' | 'flowId'>[]): Promise<Set<string>> {
  const flows = await db.flow.findMany({
    where: {
      deleted: false,
      disabled: false,
      namespace: { in: [...new Set(apps.map((app) => app.namespace))] },
    },
    select: { namespace: true, id: true },
  })
  return new Set(flows.map((flow) => `${flow.namespace}/${flow.id}`))
}

async function favouritesOf(actor: Actor, apps: readonly Named[]): Promise<Set<string>> {
  const rows = await db.favouriteApp.findMany({
    where: { personId: actor.id, appId: { in: apps.map((app) => app.id) } },
    select: { appId: true },
  })
  return new Set(rows.map((row) => row.appId))
}

async function lastUsed(actor: Actor, apps: readonly Named[]): Promise<Map<string, string>> {
  const rows = await db.request.groupBy({
    by: ['appId'],
    where: { requesterId: actor.id, appId: { in: apps.map((app) => app.id) } },
    _max: { createdAt: true },
  })
  return new Map(
    rows.flatMap(({ appId, _max }) =>
      appId !== null && _max.createdAt ? [[appId, _max.createdAt.toISOString()] as const] : [],
    ),
  )
}
