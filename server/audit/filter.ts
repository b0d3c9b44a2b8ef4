import { durationMs, isDuration } from '#engine/flow/duration.ts'
import { refuseFilter, type Condition, type Filter } from '#server/api/filters.ts'
import { partOf, textWhere, whereOf } from '#server/api/where.ts'
import { db, type Prisma } from '#server/db.ts'
import { actionTypes, subjectsOf, whereType } from './kinds.ts'

type Where = Prisma.AuditEntryWhereInput

const named = 200

/** The entries that all conditions name. @throws AppError `invalid` for a filter that there is not */
export async function auditWhere(conditions: readonly Condition[]): Promise<Where> {
  const wanted = conditions.filter((one): one is Filter => 'field' in one && one.field === 'q')
  const people = await peopleNamed(wanted)
  return { AND: whereOf(conditions, (filter) => conditionOf(filter, people)) }
}

/** What a search looks for may be somebody's name: ids by the text that was looked for. */
async function peopleNamed(filters: readonly Filter[]): Promise<ReadonlyMap<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const filter of filters) {
    const part = partOf(filter)
    const rows = await db.person.findMany({
      where: { OR: [{ name: part }, { email: part }, { guest: { email: part } }] },
      select: { id: true },
      take: named,
    })
    found.set(
      part.contains,
      rows.map(({ id }) => id),
    )
  }
  return found
}

const texts: Readonly<Record<string, keyof Where>> = {
  userId: 'actorId',
  actorId: 'actorId',
  action: 'action',
  subjectType: 'subjectType',
  subjectId: 'subjectId',
  id: 'subjectId',
  door: 'door',
  address: 'address',
}

function conditionOf(filter: Filter, people: ReadonlyMap<string, string[]>): Where {
  const { field, op, values } = filter
  const column = texts[field]
  if (column) return { [column]: textWhere(filter) }
  switch (field) {
    case 'q': {
      const part = partOf(filter)
      const actorId = { in: people.get(part.contains) ?? [] }
      return { OR: [{ action: part }, { subjectId: part }, { actorId }] }
    }
    case 'type':
      return typeWhere(filter)
    case 'resources':
      return { subjectType: anyOf(filter, subjectsOf) }
    case 'executionId':
      return { subjectType: 'execution', subjectId: textWhere(filter) }
    case 'namespace':
      return namespaceWhere(filter)
    case 'flowId':
      return flowWhere(filter)
    case 'refused':
      return { refused: flagOf(filter) }
    case 'startDate':
    case 'endDate':
    case 'created':
      return { at: dateWhere(filter) }
    case 'timeRange':
      return { at: { gte: new Date(Date.now() - rangeOf(values[0] ?? '')) } }
    default:
      return refuseFilter(`filters[${field}][${op}]`, `There is no filter ${field} for the audit.`)
  }
}

function refuseOp({ field, op }: Filter): never {
  return refuseFilter(`filters[${field}][${op}]`, `There is no operator ${op} for ${field}.`)
}

const listed = (values: readonly string[]) => values.flatMap((value) => value.split(','))

function anyOf(filter: Filter, of: (name: string) => string[]): Prisma.StringFilter {
  const names = listed(filter.values).flatMap(of)
  if (filter.op === 'EQUALS' || filter.op === 'IN') return { in: names }
  return filter.op === 'NOT_EQUALS' || filter.op === 'NOT_IN' ? { notIn: names } : refuseOp(filter)
}

function typeWhere(filter: Filter): Where {
  const wheres = listed(filter.values).map((name) => {
    const type = actionTypes.find((one) => one === name)
    return type ? whereType(type) : refuseFilter('type', `There is no type ${name}.`)
  })
  if (filter.op === 'EQUALS' || filter.op === 'IN') return { OR: wheres }
  return filter.op === 'NOT_EQUALS' || filter.op === 'NOT_IN' ? { NOT: { OR: wheres } } : refuseOp(filter)
}

/** Subjects of a namespace begin with it: `company.team/flow`. */
function namespaceWhere(filter: Filter): Where {
  const value = filter.values[0] ?? ''
  const own: Where = { subjectId: { startsWith: `${value}/` } }
  if (filter.op === 'EQUALS') return own
  if (filter.op === 'PREFIX' || filter.op === 'STARTS_WITH')
    return {
      OR: [own, { AND: [{ subjectId: { startsWith: `${value}.` } }, { subjectId: { contains: '/' } }] }],
    }
  return filter.op === 'NOT_EQUALS' ? { NOT: own } : refuseOp(filter)
}

function flowWhere(filter: Filter): Where {
  const value = filter.values[0] ?? ''
  const own: Where = {
    subjectType: { in: ['flow', 'trigger'] },
    OR: [{ subjectId: { endsWith: `/${value}` } }, { subjectId: { contains: `/${value}/` } }],
  }
  if (filter.op === 'EQUALS') return own
  return filter.op === 'NOT_EQUALS' ? { NOT: own } : refuseOp(filter)
}

function flagOf(filter: Filter): boolean {
  const [value] = filter.values
  if (filter.op !== 'EQUALS' || (value !== 'true' && value !== 'false'))
    refuseFilter(filter.field, `${filter.field} is true or false.`)
  return value === 'true'
}

function dateWhere(filter: Filter): Prisma.DateTimeFilter {
  const date = new Date(filter.values[0] ?? '')
  const year = date.getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) refuseFilter(filter.field, `Not a date: ${filter.values[0] ?? ''}`)
  switch (filter.op) {
    case 'GREATER_THAN':
      return { gt: date }
    case 'GREATER_THAN_OR_EQUAL_TO':
      return { gte: date }
    case 'LESS_THAN':
      return { lt: date }
    case 'LESS_THAN_OR_EQUAL_TO':
      return { lte: date }
    default:
      return refuseOp(filter)
  }
}

const longestRangeMs = 100 * 366 * 24 * 60 * 60 * 1000

function rangeOf(text: string): number {
  const ms = isDuration(text) ? durationMs(text) : Number.NaN
  return ms >= 0 && ms <= longestRangeMs ? ms : refuseFilter('timeRange', `Not an ISO 8601 duration: ${text}`)
}
