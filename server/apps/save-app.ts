import { randomBytes } from 'node:crypto'
import type { App } from '#engine/flow/app.ts'
import { parseApp } from '#engine/flow/parse/parse-app.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Prisma, Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { stored } from '#server/flows/compiled.ts'
import { localText } from '#server/flows/words.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { freePrefix } from './prefix.ts'

export interface SavedApp {
  id: string
  revision: number
  app: App
  /** False: the source was the newest revision's already. */
  changed: boolean
}

/**
 * Publishes a source as the app's next revision. The first source of a flow takes the place of its default app, so that favourites and
 * the count of requests go on.
 * @throws AppError `invalid` with every problem and its place, or where the flow is not there; `conflict`; `forbidden`
 */
export async function saveApp(
  actor: Actor,
  source: string,
  { expectedRevision }: { expectedRevision?: number } = {},
): Promise<SavedApp> {
  const { app, problems } = parseApp(source, vocabulary)
  if (!app)
    throw new AppError('invalid', problems[0]?.message ?? 'The app cannot be read.', { details: problems })
  demand(actor, 'app:write', { namespace: app.namespace })
  return transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`app:${app.namespace}`}, 0))`
    await demandFlow(tx, app)
    const before = await findRow(tx, app)
    if (before && expectedRevision !== undefined && expectedRevision !== before.revision) {
      throw new AppError(
        'conflict',
        `Revision ${before.revision} was saved meanwhile: compare before you save over it.`,
      )
    }
    const newest = before?.revisions[0]
    if (before && newest?.source === source)
      return { id: before.id, revision: before.revision, app, changed: false }
    const saved = await write(tx, { app, source, actor, before })
    await audit(tx, actor, {
      action: 'app:write',
      subjectType: 'app',
      subjectId: saved.id,
      before: before ? { revision: before.revision } : undefined,
      after: { revision: saved.revision, slug: app.id, namespace: app.namespace },
    })
    return { ...saved, app, changed: true }
  })
}

async function demandFlow(tx: Tx, app: App): Promise<void> {
  const [{ namespace, flowId }] = app.flows
  const flow = await tx.flow.findUnique({ where: { namespace_id: { namespace, id: flowId } } })
  if (flow && !flow.deleted) return
  throw new AppError('invalid', `There is no flow ${flowId} in ${namespace}.`, {
    details: [{ path: 'flowId', message: `There is no flow \`${flowId}\` in \`${namespace}\`.` }],
  })
}

const newestFirst = {
  revisions: { orderBy: { revision: 'desc' }, take: 1, select: { source: true } },
} as const satisfies Prisma.AppInclude

/** The app of that id, else the default app of its flow. */
async function findRow(tx: Tx, { namespace, id, flows: [{ flowId }] }: App) {
  const named = await tx.app.findUnique({
    where: { namespace_slug: { namespace, slug: id } },
    include: newestFirst,
  })
  if (named) return named
  return tx.app.findFirst({
    where: { namespace, flowId, deleted: false, revisions: { none: { source: { not: null } } } },
    include: newestFirst,
    orderBy: { id: 'asc' },
  })
}

interface Write {
  app: App
  source: string
  actor: Actor
  before: Awaited<ReturnType<typeof findRow>>
}

async function write(
  tx: Tx,
  { app, source, actor, before }: Write,
): Promise<{ id: string; revision: number }> {
  const id = before?.id ?? randomBytes(16).toString('base64url')
  const revision = (before?.revision ?? 0) + 1
  const row = {
    slug: app.id,
    namespace: app.namespace,
    flowId: app.flows[0].flowId,
    revision,
    displayName: localText(app.displayName) ?? app.id,
    description: localText(app.description) ?? null,
    icon: app.icon ?? null,
    tags: app.tags,
    prefix: before?.prefix === app.prefix ? app.prefix : await freePrefix(tx, app.prefix),
    groups: app.access.groups,
    disabled: app.disabled,
    deleted: false,
    updatedAt: new Date(),
  }
  await tx.app.upsert({ where: { id }, create: { id, ...row }, update: row })
  await tx.appRevision.create({
    data: { appId: id, revision, source, compiled: stored(app), createdById: actor.id },
  })
  return { id, revision }
}
