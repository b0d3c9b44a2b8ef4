import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { AppError } from '#server/errors.ts'
import { recountLimit } from './recount-limit.ts'
import { searchLimits } from './search-limits.ts'

const key = z.object({ namespace: z.string().min(1).max(150), flowId: z.string().min(1).max(150) })
const limit = z.object({
  tenantId: z.string(),
  namespace: z.string(),
  flowId: z.string(),
  running: z.int().describe('Executions that hold a slot, counted now'),
  queued: z.int(),
  limit: z.int(),
  behavior: z.enum(['QUEUE', 'CANCEL', 'FAIL']),
})
const given = z.looseObject({
  namespace: z.string().optional(),
  flowId: z.string().optional(),
  running: z.int().min(0).optional().describe('Must be what is counted'),
})

/** Rows of the router table about how many executions of a flow may run at once. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/concurrency-limit/search',
    tag: 'Flows',
    summary: 'Concurrency limits of the flows, with what runs and waits',
    permission: 'flow:read',
    answer: z.object({ results: z.array(limit), total: z.int() }),
    handle: ({ actor }) => searchLimits(actor),
  }),
  route({
    method: 'PUT',
    path: '/concurrency-limit/{namespace}/{flowId}',
    tag: 'Flows',
    summary: 'Counts the slots of a flow anew and gives the free ones to those who wait',
    permission: 'flow:write',
    params: key,
    body: given,
    answer: limit,
    handle: ({ actor, params, body }) => {
      for (const name of ['namespace', 'flowId'] as const) {
        if (body[name] !== undefined && body[name] !== params[name]) {
          const message = `must be ${params[name]}`
          throw new AppError('invalid', `The body is about another flow.`, {
            details: [{ path: name, message }],
          })
        }
      }
      return recountLimit(actor, params, body.running)
    },
  }),
]
