import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { aggregateMetrics, aggregations } from './aggregate-metrics.ts'
import { executionMetrics, metricNames, tasksWithMetrics } from './read-metrics.ts'

const tag = 'Metrics'
const id = z.string().min(1).max(200)
const ofFlow = z.object({ namespace: id, flowId: id })
const ofTask = ofFlow.extend({ taskId: id })
const names = z.array(z.string())
const range = z.strictObject({
  startDate: z.string().max(50).optional(),
  endDate: z.string().max(50).optional(),
  aggregation: z.enum(aggregations).default('sum'),
})
const aggregated = z.object({
  groupBy: z.string(),
  aggregations: z.array(z.object({ name: z.string(), value: z.number(), date: z.string() })),
})

const ofExecution = route({
  method: 'GET',
  path: '/metrics/{executionId}',
  tag,
  summary: 'What the tasks of an execution measured',
  permission: 'execution:read',
  params: z.object({ executionId: id }),
  query: z.strictObject({
    page: z.coerce.number().int().min(1).max(10_000).default(1),
    size: z.coerce.number().int().min(1).max(1_000).default(100),
    sort: z.literal('timestamp:asc').optional(),
    taskId: id.optional(),
    taskRunId: z.string().max(500).optional(),
  }),
  answer: z.object({
    results: z.array(
      z.object({
        namespace: z.string(),
        flowId: z.string(),
        taskId: z.string(),
        executionId: z.string(),
        taskRunId: z.string(),
        name: z.string(),
        type: z.string(),
        value: z.number().describe('Of a timer: milliseconds'),
        tags: z.record(z.string(), z.string()),
        timestamp: z.string(),
      }),
    ),
    total: z.number(),
  }),
  handle: ({ actor, params, query }) => executionMetrics(actor, params.executionId, query),
})

const namesOfFlow = route({
  method: 'GET',
  path: '/metrics/names/{namespace}/{flowId}',
  tag,
  summary: 'Names of what a flow measures',
  permission: 'execution:read',
  params: ofFlow,
  answer: names,
  handle: ({ actor, params }) => metricNames(actor, params),
})

const namesOfTask = route({
  method: 'GET',
  path: '/metrics/names/{namespace}/{flowId}/{taskId}',
  tag,
  summary: 'Names of what a task measures',
  permission: 'execution:read',
  params: ofTask,
  answer: names,
  handle: ({ actor, params }) => metricNames(actor, params),
})

const tasks = route({
  method: 'GET',
  path: '/metrics/tasks/{namespace}/{flowId}',
  tag,
  summary: 'Tasks of a flow that measure something',
  permission: 'execution:read',
  params: ofFlow,
  answer: names,
  handle: ({ actor, params }) => tasksWithMetrics(actor, params),
})

const aggregate = route({
  method: 'GET',
  path: '/metrics/aggregates/{namespace}/{flowId}/{metric}',
  tag,
  summary: 'A metric of a flow over time',
  permission: 'execution:read',
  params: ofFlow.extend({ metric: id }),
  query: range,
  answer: aggregated,
  handle: ({ actor, params: { metric, ...place }, query }) =>
    aggregateMetrics(actor, place, { metric, ...query }),
})

const aggregateOfTask = route({
  method: 'GET',
  path: '/metrics/aggregates/{namespace}/{flowId}/{taskId}/{metric}',
  tag,
  summary: 'A metric of a task over time',
  permission: 'execution:read',
  params: ofTask.extend({ metric: id }),
  query: range,
  answer: aggregated,
  handle: ({ actor, params: { metric, ...place }, query }) =>
    aggregateMetrics(actor, place, { metric, ...query }),
})

/** Rows of the router table about metrics. */
export const routes: Route[] = [ofExecution, namesOfFlow, namesOfTask, tasks, aggregate, aggregateOfTask]
