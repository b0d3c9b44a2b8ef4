import type { Actor } from '#server/actor.ts'
import { fieldName, refuseFilter, type Condition } from '#server/api/filters.ts'
import { db, Prisma } from '#server/db.ts'
import { whereOf } from './search-executions.ts'

/** Only so many of the newest are looked at. */
const lookedAt = 100_000

const columns: Readonly<Record<string, Prisma.Sql>> = {
  namespace: Prisma.sql`e.namespace`,
  flowId: Prisma.sql`e."flowId"`,
  flowRevision: Prisma.sql`e."flowRevision"::text`,
  state: Prisma.sql`e.state`,
  parentId: Prisma.sql`e."parentId"`,
  triggerId: Prisma.sql`e.trigger ->> 'id'`,
  triggerExecutionId: Prisma.sql`e."triggerExecutionId"`,
}

export interface DistinctValues {
  /** As filters spell it, or as an upper-case name: `flowId`, `FLOW_ID`. */
  field: string
  filters: readonly Condition[]
  size: number
}

/**
 * The values that a field has in the newest executions that the actor sees and the filters name, in their order.
 * @throws AppError `forbidden`, `invalid` for a field that has none
 */
export async function distinctValues(
  actor: Actor,
  { field, filters, size }: DistinctValues,
): Promise<string[]> {
  const where = whereOf(actor, filters)
  const name = fieldName(field)
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined
  if (!column) {
    const fields = Object.keys(columns).join(', ')
    return refuseFilter('query.field', `There are no values of \`${field}\` to list, but of: ${fields}`)
  }
  const rows = await db.$queryRaw<{ value: string }[]>(Prisma.sql`
    SELECT DISTINCT value FROM (
      SELECT ${column} AS value FROM "Execution" e LEFT JOIN "Request" r ON r.id = e."requestId"
      WHERE ${where} ORDER BY e."createdAt" DESC, e.id LIMIT ${lookedAt}) AS newest
    WHERE value IS NOT NULL ORDER BY value LIMIT ${size}`)
  return rows.map(({ value }) => value)
}
