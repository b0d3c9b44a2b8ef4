import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { person } from '#server/requests/schemas.ts'
import { insightFlows } from './flows.ts'
import { getInsight } from './get-insight.ts'
import { listWaiting } from './list-waiting.ts'

const instant = z.iso.datetime()
const seconds = z.int().optional()
const params = z.object({ namespace: z.string().max(150), flowId: z.string().max(100) })
const now = { waiting: z.int(), overdue: z.int() }
const times = {
  usualSeconds: seconds.describe('Median'),
  slowSeconds: seconds.describe('90th percentile'),
  counts: z
    .literal('working')
    .optional()
    .describe('Both are working time: all that is counted was due on a business calendar'),
}

const insight = z.object({
  from: instant,
  requests: z.object({ made: z.int(), reworked: z.int() }),
  steps: z.array(
    z.object({
      taskId: z.string(),
      title: z.string(),
      approved: z.int(),
      denied: z.int(),
      sentBack: z.int(),
      expired: z.int(),
      due: z.object({ kept: z.int(), of: z.int() }),
      ...times,
      ...now,
    }),
  ),
  people: z.array(z.object({ person, decided: z.int(), approved: z.int(), ...times, ...now })),
})

const waiting = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      taskId: z.string(),
      createdAt: instant,
      dueAt: instant.optional(),
      request: z.object({ id: z.string(), number: z.string(), title: z.string() }).nullable(),
      people: z.array(person),
      asked: z.int(),
    }),
  ),
  total: z.int(),
  after: z.string().optional(),
})

/** How a flow's approvals go: for those who may read them, and for the flow's owners. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/insight',
    tag: 'Insight',
    summary: 'The flows whose approvals you may look into',
    permission: 'signed-in',
    answer: z.array(z.object({ namespace: z.string(), flowId: z.string(), title: z.string() })),
    handle: ({ actor }) => insightFlows(actor),
  }),
  route({
    method: 'GET',
    path: '/insight/{namespace}/{flowId}',
    tag: 'Insight',
    summary: "How a flow's approvals went: by step and by person",
    permission: 'signed-in',
    params,
    query: z.strictObject({ days: z.coerce.number().int().min(1).max(366).default(30) }),
    answer: insight,
    handle: ({ actor, params, query }) => getInsight(actor, { ...params, ...query }),
  }),
  route({
    method: 'GET',
    path: '/insight/{namespace}/{flowId}/waiting',
    tag: 'Insight',
    summary: 'What waits for a decision in it now, the oldest first',
    permission: 'signed-in',
    params,
    query: z.strictObject({
      after: z.string().max(1000).optional(),
      size: z.coerce.number().int().min(1).max(100).default(25),
    }),
    answer: waiting,
    handle: ({ actor, params, query }) => listWaiting(actor, { ...params, ...query }),
  }),
]
