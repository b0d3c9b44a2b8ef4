import { randomBytes } from 'node:crypto'
import { prefixFor } from '#engine/flow/app.ts'
import { canonicalJson } from '#engine/flow/canonical.ts'
import type { Flow, JsonObject } from '#engine/flow/flow.ts'
import { localText } from '#engine/flow/local-text.ts'
import { stored } from '#server/flows/compiled.ts'
import { titleFromId } from '#server/flows/words.ts'
import { Prisma, type Tx } from '#server/db.ts'
import { textsOf } from './columns.ts'
import { freePrefix } from './prefix.ts'

/** What a request needs to know of its app. */
export interface AppRef {
  id: string
  revision: number
  displayName: string
}

/**
 * The flow's app: the one that its author wrote, else the default one, which is made, or brought up to the flow's newest revision.
 * Called when a flow is saved; a flow with an app in YAML keeps that untouched.
 */
export async function ensureDefaultApp(tx: Tx, flow: Flow, actorId: string): Promise<AppRef> {
  const apps = await appsOf(tx, flow)
  const written = apps.find((app) => app.written)
  if (written) return written
  const face = {
    displayName: localText(flow.displayName) ?? titleFromId(flow.id),
    description: localText(flow.description) ?? null,
    texts: textsOf(flow),
  }
  const existing = apps[0]
  if (existing) {
    if (isSame(existing, face)) return existing
    await tx.app.update({ where: { id: existing.id }, data: { ...columns(face), updatedAt: new Date() } })
    return { ...existing, displayName: face.displayName }
  }
  return create(tx, { flow, face, actorId })
}

interface Face {
  displayName: string
  description: string | null
  texts: JsonObject | undefined
}

function isSame(a: Omit<Face, 'texts'> & { texts: JsonObject | null }, b: Face): boolean {
  const texts = canonicalJson(a.texts ?? {}) === canonicalJson(b.texts ?? {})
  return texts && a.displayName === b.displayName && a.description === b.description
}

function columns({ displayName, description, texts }: Face) {
  return { displayName, description, texts: texts ? stored(texts) : Prisma.DbNull }
}

interface Found extends AppRef {
  description: string | null
  texts: JsonObject | null
  /** Whether an author wrote it. */
  written: boolean
}

/** One statement, for it stands on the way of every start. */
function appsOf(tx: Tx, { namespace, id }: Flow): Promise<Found[]> {
  return tx.$queryRaw<Found[]>(Prisma.sql`
    SELECT id, revision, "displayName", description, texts, written FROM "App"
    WHERE namespace = ${namespace} AND "flowId" = ${id} AND face AND NOT deleted ORDER BY id`)
}

interface NewApp {
  flow: Flow
  face: Face
  actorId: string
}

async function create(tx: Tx, { flow, face, actorId }: NewApp): Promise<AppRef> {
  const { namespace } = flow
  const slug = await freeSlug(tx, namespace, flow.id)
  const { displayName, description } = face
  const compiled = stored({ id: slug, namespace, flowId: flow.id, displayName, description })
  const app = await tx.app.create({
    data: {
      id: randomBytes(16).toString('base64url'),
      slug,
      namespace,
      flowId: flow.id,
      flows: [{ namespace, flowId: flow.id }],
      prefix: await freePrefix(tx, prefixFor(flow.id)),
      ...columns(face),
      revisions: { create: { revision: 1, compiled, createdById: actorId } },
    },
  })
  return { id: app.id, revision: 1, displayName: app.displayName }
}

/** The flow's id, unless another flow's app has it. */
async function freeSlug(tx: Tx, namespace: string, id: string): Promise<string> {
  const taken = await tx.app.findMany({
    where: { namespace, slug: { startsWith: id } },
    select: { slug: true },
  })
  const slugs = new Set(taken.map((app) => app.slug))
  let slug = id
  for (let i = 2; slugs.has(slug); i++) slug = `${id}-${i}`
  return slug
}
