import { durationMs, isDuration } from '#engine/flow/duration.ts'
import { logLevels } from '#engine/flow/flow.ts'
import type { Prisma } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { refuseFilter, type Condition, type Filter } from '#server/api/filters.ts'
import { flowNames, matched } from '#server/api/regex.ts'
import { namespaceWhere, partOf, textWhere, whereOf, within } from '#server/api/where.ts'
import { db } from '#server/db.ts'
import { demand, namespacesOf } from '#server/people/can.ts'
import type { LogView } from '#server/runs/view.ts'
import { from, lineView } from './line.ts'

export interface LogSearch {
  /** From 1. */
  page: number
  size: number
  /** `timestamp:desc`. */
  sort?: string
  filters: readonly Condition[]
}

/** A count goes no further. */
const countedAtMost = 100_000

/** Lines of all executions that the actor may see, the newest first. @throws AppError `forbidden`, `invalid` for an unknown filter */
export async function searchLogs(
  actor: Actor,
  { page, size, sort, filters }: LogSearch,
): Promise<{ results: LogView[]; total: number }> {
  const roots = namespacesOf(actor, 'log:read')
  if (roots !== 'all' && roots.length === 0) demand(actor, 'log:read')
  const seen = roots === 'all' ? {} : { OR: roots.flatMap(within) }
  const where: Prisma.LogWhereInput = {
    AND: [seen, ...whereOf(await matched(filters, flowNames), conditionOf)],
  }
  const order = sort?.endsWith(':asc') ? 'asc' : 'desc'
  const [rows, total] = await Promise.all([
    db.log.findMany({
      where,
      orderBy: [{ timestamp: order }, { taskRunId: order }, { line: order }],
      skip: (page - 1) * size,
      take: size,
    }),
    db.log.count({ where, take: countedAtMost }),
  ])
  return { results: rows.map(lineView), total }
}

function conditionOf(filter: Filter): Prisma.LogWhereInput {
  const { field, values } = filter
  if (field === 'q') return { message: partOf(filter) }
  if (field === 'namespace') return namespaceWhere(filter)
  if (texts.has(field)) return { [field]: textWhere(filter) }
  if (field === 'level') return { level: levelCondition(filter) }
  if (field === 'startDate' || field === 'endDate') return { timestamp: dateCondition(filter) }
  if (field === 'timeRange') return { timestamp: { gte: new Date(Date.now() - rangeOf(values[0] ?? '')) } }
  if (field === 'triggerId') return noTrigger(filter)
  return refuse(filter)
}

const texts = new Set(['flowId', 'executionId', 'taskId', 'taskRunId'])

/** Lines are of executions: no trigger writes any. @throws AppError `invalid` */
function noTrigger(filter: Filter): Prisma.LogWhereInput {
  textWhere(filter)
  return filter.op.startsWith('NOT') ? {} : { executionId: { in: [] } }
}

function refuse({ field, op }: Filter): never {
  return refuseFilter(`filters[${field}][${op}]`, `There is no filter ${field} ${op} for logs.`)
}

/** `EQUALS` is this level and the graver ones, as Kestra reads it. */
function levelCondition(filter: Filter): Prisma.StringFilter {
  const value = filter.values[0] ?? ''
  const level = logLevels.find((name) => name === value)
  if (!level) return refuseFilter('level', `There is no level ${value}.`)
  if (filter.op === 'EQUALS' || filter.op === 'GREATER_THAN_OR_EQUAL_TO') return { in: from(level) }
  return filter.op === 'NOT_EQUALS' ? { not: level } : refuse(filter)
}

function dateCondition(filter: Filter): Prisma.DateTimeFilter {
  const date = new Date(filter.values[0] ?? '')
  if (Number.isNaN(date.getTime())) refuseFilter(filter.field, `Not a date: ${filter.values[0] ?? ''}`)
  if (filter.op.startsWith('GREATER')) return { gte: date }
  return filter.op.startsWith('LESS') ? { lte: date } : refuse(filter)
}

function rangeOf(text: string): number {
  return isDuration(text) ? durationMs(text) : refuseFilter('timeRange', `Not an ISO 8601 duration: ${text}`)
}
