import { durationMs, isDuration } from '#engine/flow/duration.ts'
import { states } from '#engine/flow/flow.ts'
import { refuseFilter as refuse, type Condition, type Filter } from '#server/api/filters.ts'
import { patternOf } from '#server/api/regex.ts'
import { scopeOf } from '#server/api/where.ts'
import { Prisma } from '#server/db.ts'

const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** A condition on a column of text. */
function textCondition(column: Prisma.Sql, filter: Filter): Prisma.Sql {
  const { op, field } = filter
  const values =
    op === 'IN' || op === 'NOT_IN' ? filter.values.flatMap((value) => value.split(',')) : filter.values
  const value = values[0] ?? ''
  const like = Prisma.sql
  switch (op) {
    case 'EQUALS':
      return like`${column} = ${value}`
    case 'NOT_EQUALS':
      return like`${column} IS DISTINCT FROM ${value}`
    case 'IN':
      return like`${column} IN (${Prisma.join(values)})`
    case 'NOT_IN':
      return like`${column} NOT IN (${Prisma.join(values)})`
    case 'STARTS_WITH':
      return like`${column} LIKE ${`${escapeLike(value)}%`}`
    case 'ENDS_WITH':
      return like`${column} LIKE ${`%${escapeLike(value)}`}`
    case 'CONTAINS':
      return like`${column} ILIKE ${`%${escapeLike(value)}%`}`
    case 'REGEX':
      return like`${column} ~ ${patternOf(filter)}`
    case 'PREFIX':
      return like`(${column} = ${value} OR ${column} LIKE ${`${escapeLike(value)}.%`})`
    default:
      return refuse(`filters[${field}][${op}]`, `There is no operator ${op} for ${field}.`)
  }
}

const comparisons: Readonly<Record<string, Prisma.Sql>> = {
  GREATER_THAN: Prisma.sql`>`,
  GREATER_THAN_OR_EQUAL_TO: Prisma.sql`>=`,
  LESS_THAN: Prisma.sql`<`,
  LESS_THAN_OR_EQUAL_TO: Prisma.sql`<=`,
  EQUALS: Prisma.sql`=`,
  NOT_EQUALS: Prisma.sql`<>`,
}

function dateCondition(column: Prisma.Sql, { field, op, values }: Filter): Prisma.Sql {
  const comparison =
    comparisons[op] ?? refuse(`filters[${field}][${op}]`, `There is no operator ${op} for ${field}.`)
  const date = new Date(values[0] ?? '')
  if (Number.isNaN(date.getTime())) refuse(field, `Not a date: ${values[0] ?? ''}`)
  return Prisma.sql`${column} ${comparison} ${date}`
}

/** The last so much time: an ISO 8601 duration. */
function rangeCondition({ values }: Filter): Prisma.Sql {
  const text = values[0] ?? ''
  if (!isDuration(text)) refuse('timeRange', `Not an ISO 8601 duration: ${text}`)
  return Prisma.sql`e."createdAt" >= ${new Date(Date.now() - durationMs(text))}`
}

function labelCondition({ op, key, values }: Filter): Prisma.Sql {
  if (key === undefined)
    return refuse(
      'filters[labels]',
      'A filter of labels names the label: filters[labels][EQUALS][team]=sales',
    )
  const column = Prisma.sql`(e.labels ->> ${key})`
  return textCondition(column, { field: 'labels', op, values })
}

function stateCondition(filter: Filter): Prisma.Sql {
  const values = filter.values.flatMap((value) => value.split(','))
  const wrong = values.find((value) => !(states as readonly string[]).includes(value))
  if (wrong !== undefined) refuse('state', `There is no state ${wrong}.`)
  return textCondition(Prisma.sql`e.state`, { ...filter, values })
}

function childCondition({ values }: Filter): Prisma.Sql {
  if (values[0] === 'CHILD') return Prisma.sql`e."triggerExecutionId" IS NOT NULL`
  if (values[0] === 'MAIN') return Prisma.sql`e."triggerExecutionId" IS NULL`
  return refuse('childFilter', 'childFilter is CHILD or MAIN.')
}

function searchCondition({ values }: Filter): Prisma.Sql {
  const text = `%${escapeLike(values[0] ?? '')}%`
  return Prisma.sql`(e.id ILIKE ${text} OR e."flowId" ILIKE ${text} OR e.namespace ILIKE ${text} OR r.number ILIKE ${text})`
}

/** All executions are of the one kind that there is. */
function kindCondition(filter: Filter): Prisma.Sql {
  return textCondition(Prisma.sql`'NORMAL'::text`, filter)
}

function scopeCondition(filter: Filter): Prisma.Sql {
  const scope = scopeOf(filter)
  if (scope === 'all') return Prisma.sql`TRUE`
  if (scope === 'none') return Prisma.sql`FALSE`
  return scope === 'system' ? Prisma.sql`e.namespace = 'system'` : Prisma.sql`e.namespace <> 'system'`
}

const conditions: Readonly<Record<string, (filter: Filter) => Prisma.Sql>> = {
  q: searchCondition,
  namespace: (filter) => textCondition(Prisma.sql`e.namespace`, filter),
  flowId: (filter) => textCondition(Prisma.sql`e."flowId"`, filter),
  flowRevision: (filter) => textCondition(Prisma.sql`e."flowRevision"::text`, filter),
  parentId: (filter) => textCondition(Prisma.sql`e."parentId"`, filter),
  triggerExecutionId: (filter) => textCondition(Prisma.sql`e."triggerExecutionId"`, filter),
  triggerId: (filter) => textCondition(Prisma.sql`(e.trigger ->> 'id')`, filter),
  executionId: (filter) => textCondition(Prisma.sql`e.id`, filter),
  kind: kindCondition,
  scope: scopeCondition,
  labels: labelCondition,
  state: stateCondition,
  timeRange: rangeCondition,
  startDate: (filter) => dateCondition(Prisma.sql`e."createdAt"`, filter),
  created: (filter) => dateCondition(Prisma.sql`e."createdAt"`, filter),
  endDate: (filter) =>
    dateCondition(filter.op.startsWith('LESS') ? Prisma.sql`e."createdAt"` : Prisma.sql`e."endedAt"`, filter),
  childFilter: childCondition,
}

/**
 * A filter, or lists of filters of which one must hold, as SQL over `e` (Execution) and `r` (Request).
 * @throws AppError `invalid` for a field, an operator or a value that is none
 */
export function conditionOf(filter: Condition): Prisma.Sql {
  if ('anyOf' in filter) {
    const lists = filter.anyOf.map((list) => Prisma.sql`(${Prisma.join(list.map(conditionOf), ' AND ')})`)
    return Prisma.sql`(${Prisma.join(lists, ' OR ')})`
  }
  const condition = Object.hasOwn(conditions, filter.field) ? conditions[filter.field] : undefined
  if (!condition)
    return refuse(`filters[${filter.field}]`, `There is no filter ${filter.field} for executions.`)
  return condition(filter)
}
