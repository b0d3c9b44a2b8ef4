import type { Period, PurgeReach } from '#engine/catalog/execution-host.ts'
import { Prisma } from '#server/db.ts'

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** Rows of a namespace and those below it. */
function below(namespace: string): Prisma.Sql {
  return Prisma.sql`(namespace = ${namespace} OR namespace LIKE ${`${escaped(namespace)}.%`})`
}

/** Condition on the columns `namespace` and `"flowId"`: what is asked for, and never more than lies within. */
export function placeOf({ namespace, flowId, within }: PurgeReach & { within?: string }): Prisma.Sql {
  const reach = within === undefined ? Prisma.sql`TRUE` : below(within)
  if (flowId !== undefined)
    return Prisma.sql`${reach} AND namespace = ${namespace ?? ''} AND "flowId" = ${flowId}`
  return namespace === undefined ? reach : Prisma.sql`${reach} AND ${below(namespace)}`
}

/** Condition on a column of times; both ends belong to it. */
export function timeOf(column: Prisma.Sql, { from, to }: Period): Prisma.Sql {
  const after = from ? Prisma.sql`${column} >= ${from}` : Prisma.sql`TRUE`
  return to ? Prisma.sql`${after} AND ${column} <= ${to}` : after
}
