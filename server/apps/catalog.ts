import type { Actor } from '#server/actor.ts'
import { refuseFilter, type Condition, type Filter } from '#server/api/filters.ts'
import { containing, namespaceWhere, partOf, textWhere, whereOf } from '#server/api/where.ts'
import { db, type Prisma } from '#server/db.ts'
import { languageFor } from '#server/languages/languages.ts'
import { plainText } from '#server/markdown/plain-text.ts'
import type { Page } from '#server/requests/view.ts'
import { wordsOf } from './columns.ts'
import type { AppRecord } from './find-app.ts'
import { openAt, withoutFlow } from './live-flows.ts'
import { thumbnailOf } from './thumbnail.ts'
import { usableBy } from './visible.ts'
import type { AppCard } from './view.ts'

export interface SearchCatalog {
  q?: string
  /** As a query spells them. */
  conditions?: readonly Condition[]
  /** From 1. */
  page?: number
  /** 500 at most, and without it. */
  size?: number
}

const most = 500

/** The first of them, for pages that show all; by name as the reader reads it. */
export async function catalog(actor: Actor): Promise<AppCard[]> {
  const { results } = await searchCatalog(actor)
  const { compare } = new Intl.Collator(actor.language)
  return results.sort(
    (a, b) => Number(b.favourite) - Number(a.favourite) || compare(a.displayName, b.displayName),
  )
}

/** The apps that the actor may start now, favourites first, then by name. As many queries for a page of any size. */
export async function searchCatalog(actor: Actor, search: SearchCatalog = {}): Promise<Page<AppCard>> {
  const [missing, favourites] = await Promise.all([withoutFlow(), favouritesOf(actor)])
  const where: Prisma.AppWhereInput = {
    AND: [
      { deleted: false, disabled: false, catalog: true, id: { notIn: missing } },
      openAt(new Date()),
      usableBy(actor),
      textOf(search.q, actor.language),
      ...whereOf(search.conditions ?? [], conditionOf),
    ],
  }
  const size = Math.min(search.size ?? most, most)
  const skip = ((search.page ?? 1) - 1) * size
  const first: Prisma.AppWhereInput = { AND: [where, { id: { in: favourites } }] }
  const [total, marked] = await Promise.all([db.app.count({ where }), db.app.count({ where: first })])
  const orderBy = [{ displayName: 'asc' as const }, { id: 'asc' as const }]
  const own = skip < marked ? await db.app.findMany({ where: first, orderBy, skip, take: size }) : []
  const others = await db.app.findMany({
    where: { AND: [where, { id: { notIn: favourites } }] },
    orderBy,
    skip: Math.max(skip - marked, 0),
    take: size - own.length,
  })
  const apps = [...own, ...others]
  const isFavourite = new Set(favourites)
  return { results: await cardsOf(actor, apps, isFavourite), total }
}

/** The card of one app for one person. */
export async function cardFor(actor: Actor, app: AppRecord): Promise<AppCard> {
  const [card] = await cardsOf(actor, [app], new Set(await favouritesOf(actor)))
  if (!card) throw new Error('An app has one card')
  return card
}

async function cardsOf(
  actor: Actor,
  apps: readonly AppRecord[],
  favourites: ReadonlySet<string>,
): Promise<AppCard[]> {
  const ids = apps.map(({ id }) => id)
  const [used, pictures] = await Promise.all([
    lastUsed(actor, ids),
    db.appPicture.findMany({ where: { appId: { in: ids } }, select: { appId: true, sha256: true } }),
  ])
  const uploaded = new Map(pictures.map(({ appId, sha256 }) => [appId, sha256]))
  return apps.map((app) => ({
    id: app.id,
    ...cardWords(app, actor.language),
    icon: app.icon ?? undefined,
    thumbnail: thumbnailOf(app, uploaded.get(app.id)),
    tags: app.tags,
    favourite: favourites.has(app.id),
    usedAt: used.get(app.id),
  }))
}

/** A card has room for a line, not for Markdown. */
function cardWords(app: AppRecord, language: string): Pick<AppCard, 'displayName' | 'description'> {
  const { displayName, description } = wordsOf(app, language)
  return { displayName, description: description === undefined ? undefined : plainText(description) }
}

/** In the words that the reader is shown, too. */
function textOf(q: string | undefined, language: string): Prisma.AppWhereInput {
  const text = q?.trim() ?? ''
  if (text === '') return {}
  const { contains, mode } = containing(text)
  const shown = ['displayName', 'description'].map((field) => ({
    texts: { path: [field, languageFor(language)], string_contains: contains, mode },
  }))
  const part = { contains, mode }
  return { OR: [{ displayName: part }, { description: part }, { tags: { has: text } }, ...shown] }
}

/** @throws AppError `invalid` for a field, an operator or a value that is none */
function conditionOf(filter: Filter): Prisma.AppWhereInput {
  const { field, op } = filter
  if (field === 'q') {
    const part = partOf(filter)
    return { OR: [{ displayName: part }, { description: part }] }
  }
  if (field === 'namespace') return namespaceWhere(filter)
  if (field === 'flowId') return { flowId: textWhere(filter) }
  if (field === 'tags') return tagWhere(filter)
  return refuseFilter(`filters[${field}][${op}]`, `There is no filter ${field} ${op} for apps.`)
}

/** Tags are a list: `IN` and `CONTAINS` ask for any of them, `EQUALS` for all. @throws AppError `invalid` */
export function tagWhere({ field, op, values }: Filter): Prisma.AppWhereInput {
  const tags = values.flatMap((value) => value.split(',')).map((tag) => tag.trim())
  if (op === 'IN' || op === 'CONTAINS') return { tags: { hasSome: tags } }
  if (op === 'NOT_IN' || op === 'NOT_EQUALS') return { NOT: { tags: { hasSome: tags } } }
  if (op === 'EQUALS') return { tags: { hasEvery: tags } }
  return refuseFilter(`filters[${field}][${op}]`, `There is no operator ${op} for tags.`)
}

async function favouritesOf(actor: Actor): Promise<string[]> {
  const rows = await db.favouriteApp.findMany({ where: { personId: actor.id }, select: { appId: true } })
  return rows.map((row) => row.appId)
}

async function lastUsed(actor: Actor, ids: string[]): Promise<Map<string, string>> {
  const rows = await db.request.groupBy({
    by: ['appId'],
    where: { requesterId: actor.id, appId: { in: ids } },
    _max: { createdAt: true },
  })
  return new Map(
    rows.flatMap(({ appId, _max }) =>
      appId !== null && _max.createdAt ? [[appId, _max.createdAt.toISOString()] as const] : [],
    ),
  )
}
