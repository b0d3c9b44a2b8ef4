import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { listAudit } from './list.ts'

const text = z.string().max(200).optional()

export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/auditlogs/search',
    tag: 'Audit',
    summary: 'What was done, by whom, newest first',
    permission: 'audit:read',
    query: z.strictObject({
      actorId: text,
      action: text,
      subjectType: text,
      subjectId: text,
      refused: z
        .enum(['true', 'false'])
        .transform((value) => value === 'true')
        .optional(),
      after: z
        .string()
        .regex(/^\d{1,18}$/, 'is not a cursor')
        .optional(),
      size: z.coerce.number().int().min(1).max(100).default(25),
    }),
    answer: z.object({
      results: z.array(
        z.object({
          id: z.string(),
          at: z.iso.datetime(),
          actor: z.object({ id: z.string(), name: z.string().optional() }).optional(),
          door: z.string(),
          address: z.string().optional(),
          action: z.string(),
          subjectType: z.string(),
          subjectId: z.string(),
          before: z.json().optional(),
          after: z.json().optional(),
          refused: z.boolean(),
        }),
      ),
      total: z.int(),
      after: z.string().optional(),
    }),
    handle: ({ actor, query }) => listAudit(actor, query),
  }),
]
