import { db, Prisma } from '#server/db.ts'
import { executionIn } from './address.ts'
import { fileMetas, type FileMetas } from './metas.ts'

/** More than executions may be nested. */
const levels = 30

/**
 * Whether the templates and tasks of an execution may read a file: its own, one of an execution that started it or that it
 * is made from (a retry, a replay), or one of those that it started, at any depth.
 */
export async function mayRead(executionId: string, uri: string): Promise<boolean> {
  const owner = executionIn(uri)
  if (owner === undefined) return false
  return owner === executionId || (await isBelow(executionId, owner)) || isBelow(owner, executionId)
}

/** What is known of a file that an execution may read; undefined where there is none. */
export async function readableMetas(executionId: string, uri: string): Promise<FileMetas | undefined> {
  const owner = executionIn(uri)
  return owner !== undefined && (await mayRead(executionId, uri)) ? fileMetas(owner, uri) : undefined
}

async function isBelow(id: string, other: string): Promise<boolean> {
  const above = Prisma.sql`LATERAL (VALUES (e."triggerExecutionId"), (e."parentId")) AS v(above)`
  const [found] = await db.$queryRaw<{ above: string }[]>(Prisma.sql`
    WITH RECURSIVE up AS (
      SELECT v.above, 0 AS level FROM "Execution" e, ${above} WHERE e.id = ${id} AND v.above IS NOT NULL
      UNION
      SELECT v.above, up.level + 1 FROM up JOIN "Execution" e ON e.id = up.above, ${above}
      WHERE v.above IS NOT NULL AND up.level < ${levels}
    )
    SELECT above FROM up WHERE above = ${other} LIMIT 1`)
  return found !== undefined
}
