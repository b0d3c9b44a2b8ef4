import { db, Prisma } from '#server/db.ts'
import type { Condition, Filter } from './filters.ts'
import { refuseFilter } from './filters.ts'

const longestPattern = 200
const mostValues = 10_000

/**
 * The pattern of a REGEX filter: PostgreSQL's regular expressions, found anywhere in the text. What does not compile there is
 * refused by the database, and so answered as `invalid`.
 * @throws AppError `invalid` for a pattern that is too long or refers back, which takes time without bound
 */
export function patternOf({ field, values }: Filter): string {
  const pattern = values[0] ?? ''
  const path = `filters[${field}][REGEX]`
  if (pattern.length > longestPattern)
    refuseFilter(path, `A pattern has ${longestPattern} characters at most.`)
  if (/\\[1-9]/.test(pattern)) refuseFilter(path, 'A pattern does not refer back to a group (\\1).')
  return pattern
}

/**
 * The conditions with each REGEX filter of a known field as what its pattern matches, for lists that are asked through Prisma,
 * which has no such operator.
 * @param values by field: the column of its values and the table that has them all, `SELECT DISTINCT`ed here
 * @throws AppError `invalid`
 */
export async function matched(
  conditions: readonly Condition[],
  values: Readonly<Record<string, { column: Prisma.Sql; table: Prisma.Sql }>>,
): Promise<Condition[]> {
  const one = async (filter: Filter): Promise<Filter> => {
    const of = filter.op === 'REGEX' && Object.hasOwn(values, filter.field) ? values[filter.field] : undefined
    if (!of) return filter
    const rows = await db.$queryRaw<{ value: string }[]>(Prisma.sql`
      SELECT DISTINCT ${of.column} AS value FROM ${of.table} WHERE ${of.column} ~ ${patternOf(filter)} LIMIT ${mostValues + 1}`)
    if (rows.length > mostValues)
      refuseFilter(`filters[${filter.field}][REGEX]`, `The pattern matches more than ${mostValues} values.`)
    return { ...filter, op: 'IN', values: rows.map(({ value }) => value) }
  }
  return Promise.all(
    conditions.map(async (condition) =>
      'anyOf' in condition
        ? { anyOf: await Promise.all(condition.anyOf.map((list) => Promise.all(list.map(one)))) }
        : one(condition),
    ),
  )
}

/** Namespaces and ids of all flows that there ever were. */
export const flowNames = {
  namespace: { column: Prisma.sql`namespace`, table: Prisma.sql`"Flow"` },
  flowId: { column: Prisma.sql`id`, table: Prisma.sql`"Flow"` },
}
