import type { Execution } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import type { Condition } from '#server/api/filters.ts'
import { db, Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { can } from '#server/people/can.ts'
import type { Permission } from '#server/people/permissions.ts'
import { whereOf } from './search-executions.ts'

/** One thing that can be done to many executions. */
export interface ManyVerb {
  permission: Permission
  /** Why it cannot be done to this one; undefined: it can. */
  refuses(row: Execution): string | undefined
  do(id: string): Promise<unknown>
}

/** Executions that one call is about at most. */
export const mostAtOnce = 10_000
/** At the same time. */
const sideBySide = 4

export interface ManyRefusal {
  message: string
  invalids: { message: string; invalidValue: string }[]
}

/**
 * Does it to all of them, or to none where one of them refuses. Each is judged, locked and audited by itself; one that changed
 * meanwhile is not counted.
 */
export async function many(
  actor: Actor,
  ids: readonly string[],
  verb: ManyVerb,
): Promise<{ count: number } | ManyRefusal> {
  const rows = new Map<string, Execution>()
  for (let at = 0; at < ids.length; at += 500) {
    const found = await db.execution.findMany({ where: { id: { in: ids.slice(at, at + 500) } } })
    for (const row of found) rows.set(row.id, row)
  }
  const invalids = ids.flatMap((id) => {
    const row = rows.get(id)
    const message =
      row && can(actor, 'execution:read', row) ? reasonOf(actor, row, verb) : 'execution not found'
    return message === undefined ? [] : [{ message, invalidValue: id }]
  })
  if (invalids.length > 0) return { message: 'invalid bulk request', invalids }
  const waiting = [...new Set(ids)]
  let count = 0
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) if (await done(verb, id)) count++
  }
  await Promise.all(Array.from({ length: sideBySide }, work))
  return { count }
}

function reasonOf(actor: Actor, row: Execution, verb: ManyVerb): string | undefined {
  if (!can(actor, verb.permission, row))
    return `You may not do this: it needs the permission ${verb.permission}.`
  return verb.refuses(row)
}

async function done(verb: ManyVerb, id: string): Promise<boolean> {
  try {
    await verb.do(id)
    return true
  } catch (error) {
    if (error instanceof AppError && error.code !== 'unavailable') return false
    throw error
  }
}

/**
 * Ids of the executions that the actor sees and the filters name, the oldest first.
 * @throws AppError `invalid` without any filter, or for too many
 */
export async function idsOf(actor: Actor, filters: readonly Condition[]): Promise<string[]> {
  if (filters.length === 0)
    throw new AppError('invalid', 'Name at least one filter: this would be done to every execution.')
  const where = whereOf(actor, filters)
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT e.id FROM "Execution" e LEFT JOIN "Request" r ON r.id = e."requestId"
    WHERE ${where} ORDER BY e."createdAt", e.id LIMIT ${mostAtOnce + 1}`)
  if (rows.length > mostAtOnce)
    throw new AppError('invalid', `More than ${mostAtOnce} executions fit: narrow it by a filter.`)
  return rows.map(({ id }) => id)
}
