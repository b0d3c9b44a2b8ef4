import { randomBytes } from 'node:crypto'
import type { App } from '#engine/flow/app.ts'
import type { Note } from '#engine/flow/problem.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Prisma, Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { stored } from '#server/flows/compiled.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { columnsOf, isFace } from './columns.ts'
import { freePrefix } from './prefix.ts'
import { readApp } from './read-app.ts'

export interface SavedApp {
  id: string
  revision: number
  app: App
  /** False: the source was the newest revision's already. */
  changed: boolean
  /** What its author should know: a flow that is not there, old names. */
  notes: Note[]
  createdAt: Date
  updatedAt: Date
}

export interface SaveApp {
  /** The newest revision that the author has seen; a newer one refuses with `conflict`. */
  expectedRevision?: number
  /** The app that the address names; without it the source says which it is. */
  uid?: string
}

/**
 * Publishes a source as the app's next revision. The first source of a flow takes the place of its default app, so that favourites and
 * the count of requests go on. A flow that is not there does not refuse it: the app is not available then.
 * @throws AppError `invalid` with every problem and its place; `not-found` for a `uid` that there is not; `conflict`; `forbidden`
 */
export async function saveApp(actor: Actor, source: string, options: SaveApp = {}): Promise<SavedApp> {
  const { app, notes } = await readToSave(actor, source)
  return transaction((tx) => saveIn(tx, actor, { app, notes, source, options }))
}

/** @throws AppError `invalid`, `forbidden` */
export async function readToSave(actor: Actor, source: string): Promise<{ app: App; notes: Note[] }> {
  const { app, problems, notes } = await readApp(actor, source)
  if (!app) {
    const [first] = problems
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
    throw new AppError('invalid', `${first?.message ?? 'The app cannot be read.'}${more}`, {
      details: problems,
    })
  }
  demand(actor, 'app:write', { namespace: app.namespace })
  return { app, notes }
}

interface Save {
  app: App
  notes: Note[]
  source: string
  options?: SaveApp
}

/** Publishes within a transaction; who calls has asked for the permission. @throws AppError `not-found`, `conflict`, `invalid` */
export async function saveIn(
  tx: Tx,
  actor: Actor,
  { app, notes, source, options = {} }: Save,
): Promise<SavedApp> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`app:${app.namespace}`}, 0))`
  const before = options.uid === undefined ? await findRow(tx, app) : await namedRow(tx, app, options.uid)
  const { expectedRevision } = options
  if (before && expectedRevision !== undefined && expectedRevision !== before.revision) {
    throw new AppError(
      'conflict',
      `Revision ${before.revision} was saved meanwhile: compare before you save over it.`,
    )
  }
  if (before && !before.deleted && before.revisions[0]?.source === source) {
    const { id, revision, createdAt, updatedAt } = before
    return { id, revision, app, notes, changed: false, createdAt, updatedAt }
  }
  const saved = await write(tx, { app, source, actor, before })
  await audit(tx, actor, {
    action: 'app:write',
    subjectType: 'app',
    subjectId: saved.id,
    before: before ? { revision: before.revision } : undefined,
    after: { revision: saved.revision, slug: app.id, namespace: app.namespace },
  })
  await announce(tx, ['apps'])
  return { ...saved, app, notes, changed: true }
}

const newestFirst = {
  revisions: { orderBy: { revision: 'desc' }, take: 1, select: { source: true } },
} as const satisfies Prisma.AppInclude

/** The app of that id, else the default app of its flow. */
async function findRow(tx: Tx, app: App) {
  const { namespace, id, flows } = app
  const named = await tx.app.findUnique({
    where: { namespace_slug: { namespace, slug: id } },
    include: newestFirst,
  })
  if (named || !isFace(app)) return named
  return tx.app.findFirst({
    where: { namespace, flowId: flows[0].flowId, deleted: false, written: false, face: true },
    include: newestFirst,
    orderBy: { id: 'asc' },
  })
}

/** The app may get another id by its source, but no other namespace: whoever may write it there need not here. */
async function namedRow(tx: Tx, app: App, uid: string) {
  const row = await tx.app.findUnique({ where: { id: uid }, include: newestFirst })
  if (!row || row.deleted) throw new AppError('not-found', 'There is no such app.')
  if (row.namespace !== app.namespace) {
    const message = `An app stays in its namespace: write \`${row.namespace}\`, or save it as a new one.`
    throw new AppError('invalid', message, { details: [{ path: 'namespace', message }] })
  }
  const other = await tx.app.findUnique({
    where: { namespace_slug: { namespace: app.namespace, slug: app.id } },
  })
  if (other && other.id !== uid) {
    const message = `There is an app \`${app.id}\` in \`${app.namespace}\` already.`
    throw new AppError('invalid', message, { details: [{ path: 'id', message }] })
  }
  return row
}

interface Write {
  app: App
  source: string
  actor: Actor
  before: Awaited<ReturnType<typeof findRow>>
}

async function write(tx: Tx, { app, source, actor, before }: Write) {
  const id = before?.id ?? randomBytes(16).toString('base64url')
  const revision = (before?.revision ?? 0) + 1
  const updatedAt = new Date()
  const row = {
    ...columnsOf(app),
    revision,
    written: true,
    prefix: before?.prefix === app.prefix ? app.prefix : await freePrefix(tx, app.prefix),
    deleted: false,
    updatedAt,
  }
  const { createdAt } = await tx.app.upsert({
    where: { id },
    create: { id, createdAt: updatedAt, ...row },
    update: row,
    select: { createdAt: true },
  })
  await tx.appRevision.create({
    data: { appId: id, revision, source, compiled: stored(app), createdById: actor.id, createdAt: updatedAt },
  })
  // one that had been deleted comes back: the default app that stood in meanwhile goes
  if (row.face)
    await tx.app.updateMany({
      where: { namespace: app.namespace, flowId: row.flowId, written: false, id: { not: id } },
      data: { deleted: true },
    })
  return { id, revision, createdAt, updatedAt }
}
