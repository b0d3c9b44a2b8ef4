import type { Prisma } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import { findExecution } from '#server/runs/get-execution.ts'

/** Something that a task measured; a timer's value is in milliseconds. */
export interface MetricView {
  namespace: string
  flowId: string
  taskId: string
  executionId: string
  taskRunId: string
  name: string
  type: string
  value: number
  tags: Record<string, string>
  timestamp: string
}

export interface MetricSearch {
  /** From 1. */
  page: number
  size: number
  taskId?: string
  taskRunId?: string
}

/** What the tasks of an execution measured, in order. @throws AppError `not-found` */
export async function executionMetrics(
  actor: Actor,
  executionId: string,
  { page, size, taskId, taskRunId }: MetricSearch,
): Promise<{ results: MetricView[]; total: number }> {
  await findExecution(actor, executionId, 'execution:read')
  const where = { executionId, taskId, taskRunId }
  const [rows, total] = await Promise.all([
    db.metric.findMany({
      where,
      orderBy: [{ timestamp: 'asc' }, { line: 'asc' }],
      skip: (page - 1) * size,
      take: size,
    }),
    db.metric.count({ where }),
  ])
  const results = rows.map(({ attempt: _, line: __, timestamp, tags, ...row }) => ({
    ...row,
    tags: tags as Record<string, string>,
    timestamp: timestamp.toISOString(),
  }))
  return { results, total }
}

export interface FlowPlace {
  namespace: string
  flowId: string
  taskId?: string
}

/** Names of what a flow, or one task of it, measures. @throws AppError `forbidden` */
export async function metricNames(actor: Actor, place: FlowPlace): Promise<string[]> {
  return distinct(actor, place, 'name')
}

/** Tasks of a flow that measure something. @throws AppError `forbidden` */
export async function tasksWithMetrics(actor: Actor, place: FlowPlace): Promise<string[]> {
  return distinct(actor, place, 'taskId')
}

async function distinct(
  actor: Actor,
  { namespace, flowId, taskId }: FlowPlace,
  column: 'name' | 'taskId',
): Promise<string[]> {
  demand(actor, 'execution:read', { namespace })
  const where: Prisma.MetricWhereInput = { namespace, flowId, taskId }
  const rows = await db.metric.findMany({ where, distinct: [column], select: { name: true, taskId: true } })
  return rows.map((row) => row[column]).sort()
}
