import type { Actor } from '#server/actor.ts'
import { db, Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import type { FlowPlace } from './read-metrics.ts'

export const aggregations = ['sum', 'avg', 'min', 'max'] as const

export interface MetricRange {
  metric: string
  aggregation: (typeof aggregations)[number]
  /** ISO 8601; without it: the 30 days before the end. */
  startDate?: string
  endDate?: string
}

const dayMs = 86_400_000

/** A metric of a flow, or of one task, summed up over equal parts of a time. @throws AppError `forbidden`, `invalid` */
export async function aggregateMetrics(
  actor: Actor,
  { namespace, flowId, taskId }: FlowPlace,
  { metric, aggregation, startDate, endDate }: MetricRange,
): Promise<{ groupBy: string; aggregations: { name: string; value: number; date: string }[] }> {
  demand(actor, 'execution:read', { namespace })
  const end = dateOf('endDate', endDate) ?? new Date()
  const start = dateOf('startDate', startDate) ?? new Date(end.getTime() - 30 * dayMs)
  const groupBy = partOf(end.getTime() - start.getTime())
  const total = {
    sum: Prisma.sql`sum(value)`,
    avg: Prisma.sql`avg(value)`,
    min: Prisma.sql`min(value)`,
    max: Prisma.sql`max(value)`,
  }
  const ofTask = taskId === undefined ? Prisma.empty : Prisma.sql`AND "taskId" = ${taskId}`
  const rows = await db.$queryRaw<{ date: Date; value: number }[]>`
    SELECT date_trunc(${groupBy}, timestamp, 'UTC') AS date, ${total[aggregation]}::float8 AS value FROM "Metric"
    WHERE namespace = ${namespace} AND "flowId" = ${flowId} AND name = ${metric} ${ofTask}
      AND timestamp BETWEEN ${start} AND ${end}
    GROUP BY 1 ORDER BY 1 LIMIT 2000`
  return {
    groupBy,
    aggregations: rows.map(({ date, value }) => ({ name: metric, value, date: date.toISOString() })),
  }
}

function dateOf(path: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const date = new Date(text)
  if (!Number.isNaN(date.getTime())) return date
  throw new AppError('invalid', `Not a date: ${text}`, { details: [{ path, message: 'is no date' }] })
}

/** So fine that a chart has some hundred points at most. */
function partOf(rangeMs: number): 'minute' | 'hour' | 'day' | 'week' | 'month' {
  if (rangeMs > 365 * dayMs) return 'month'
  if (rangeMs > 180 * dayMs) return 'week'
  if (rangeMs > dayMs) return 'day'
  return rangeMs > 6 * 3_600_000 ? 'hour' : 'minute'
}
