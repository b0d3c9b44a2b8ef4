import type { Flow } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { db, Prisma } from '#server/db.ts'
import { demand, namespacesOf } from '#server/people/can.ts'
import { flowOf } from './compiled.ts'

/** The newest revision of a flow. */
export interface NewestFlow {
  namespace: string
  id: string
  disabled: boolean
  flow: Flow
  source: string
  updatedAt: Date
}

interface Row {
  namespace: string
  id: string
  disabled: boolean
  compiled: unknown
  source: string
  createdAt: Date
}

export interface SourceSearch {
  /** With everything below it. */
  namespace?: string
  /** Any of these texts must be in the source. */
  texts: readonly string[]
  matchCase?: boolean
  limit: number
  offset?: number
}

/** The flows that an actor may read whose newest source holds one of the texts, by namespace and id, and how many there are in all. */
export async function newestSources(
  actor: Actor,
  { namespace, texts, matchCase = true, limit, offset = 0 }: SourceSearch,
): Promise<{ results: NewestFlow[]; total: number }> {
  const roots = namespacesOf(actor, 'flow:read')
  if (roots !== 'all' && roots.length === 0) demand(actor, 'flow:read')
  const within = (root: string) =>
    Prisma.sql`(f.namespace = ${root} OR starts_with(f.namespace, ${`${root}.`}))`
  const holds = texts.map((text) =>
    matchCase
      ? Prisma.sql`strpos(r.source, ${text}) > 0`
      : Prisma.sql`strpos(lower(r.source), ${text.toLowerCase()}) > 0`,
  )
  const where = [
    Prisma.sql`NOT f.deleted`,
    ...(roots === 'all' ? [] : [Prisma.sql`(${Prisma.join(roots.map(within), ' OR ')})`]),
    ...(namespace === undefined ? [] : [within(namespace)]),
    ...(holds.length === 0 ? [] : [Prisma.sql`(${Prisma.join(holds, ' OR ')})`]),
  ]
  const from = Prisma.sql`FROM "Flow" f JOIN "FlowRevision" r
    ON r.namespace = f.namespace AND r."flowId" = f.id AND r.revision = f.revision
    WHERE ${Prisma.join(where, ' AND ')}`
  const rows = await db.$queryRaw<Row[]>`
    SELECT f.namespace, f.id, f.disabled, r.compiled, r.source, r."createdAt" ${from}
    ORDER BY f.namespace, f.id LIMIT ${limit} OFFSET ${offset}`
  const [counted] = await db.$queryRaw<{ total: bigint }[]>`SELECT count(*) AS total ${from}`
  const results = rows.map(({ compiled, createdAt, ...row }) => ({
    ...row,
    flow: flowOf(compiled),
    updatedAt: createdAt,
  }))
  return { results, total: Number(counted?.total ?? 0) }
}
