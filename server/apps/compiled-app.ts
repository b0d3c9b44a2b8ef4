import type { App } from '#engine/flow/app.ts'
import type { LocalText } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'

/** A revision from before layouts, and one of a flow's default app, names its flow plainly. */
interface Plain {
  id: string
  namespace: string
  flowId: string
  displayName: LocalText
  description?: LocalText | null
  access?: { groups?: string[] }
}

/** The app of a stored revision. What stands there was made by `parseApp`, or for a flow that has no app of its own. */
export function appOf(compiled: unknown): App {
  const stored = compiled as App | Plain
  if ('flows' in stored) return stored
  const { flowId, access, description, ...rest } = stored
  return {
    tags: [],
    prefix: '',
    disabled: false,
    ...rest,
    ...(description ? { description } : {}),
    flows: [{ flowId, namespace: stored.namespace }],
    access: { type: 'PRIVATE', groups: access?.groups ?? [], catalog: true, guest: 'ANYONE' },
  }
}

const kept = 300
/** A revision never changes. In order of use, the oldest first. */
const cache = new Map<string, App>()

/** A revision of an app, for the product's own use: asks for no permission. @throws AppError `not-found` */
export async function loadApp(appId: string, revision: number): Promise<App> {
  const key = `${appId}/${revision}`
  const app = cache.get(key) ?? (await read(appId, revision))
  cache.delete(key)
  cache.set(key, app)
  const oldest = cache.keys().next().value
  if (cache.size > kept && oldest !== undefined) cache.delete(oldest)
  return app
}

async function read(appId: string, revision: number): Promise<App> {
  const row = await db.appRevision.findUnique({
    where: { appId_revision: { appId, revision } },
    select: { compiled: true },
  })
  if (!row) throw new AppError('not-found', `There is no revision ${revision} of this app.`)
  return appOf(row.compiled)
}
