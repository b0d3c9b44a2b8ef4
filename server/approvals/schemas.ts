import { z } from 'zod'
import { person, requestRow, shownValue } from '#server/requests/schemas.ts'

const instant = z.iso.datetime()
const vote = z.enum(['APPROVE', 'DENY'])

export const idParams = z.object({ id: z.string().min(1).max(300) })

export const listQuery = z.strictObject({
  box: z.enum(['mine', 'group', 'done']).default('mine'),
  q: z.string().max(200).optional(),
  app: z.string().max(100).optional(),
  after: z.string().max(1000).optional(),
  size: z.coerce.number().int().min(1).max(100).default(25),
})

export const row = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['OPEN', 'APPROVED', 'DENIED', 'EXPIRED', 'CANCELLED']),
  requester: person.nullable(),
  request: z.object({ id: z.string(), number: z.string(), title: z.string() }).nullable(),
  appName: z.string().optional(),
  keyValues: z.array(shownValue),
  createdAt: instant,
  dueAt: instant.optional(),
  closedAt: instant.optional(),
  throughGroups: z.array(z.string()),
  mine: z.object({ vote, at: instant, comment: z.string().optional() }).optional(),
})

export const page = z.object({ results: z.array(row), total: z.int(), after: z.string().optional() })

export const view = row.extend({
  version: z.int(),
  round: z.int(),
  seenHash: z.string(),
  messageHtml: z.string().optional(),
  show: z.array(shownValue),
  groups: z.array(
    z.object({
      title: z.string(),
      quorum: z.string(),
      people: z.array(person),
      approved: z.int(),
      needed: z.int(),
    }),
  ),
  votes: z.array(z.object({ by: person, vote, comment: z.string().optional(), at: instant })),
  commentRequired: z.enum(['NEVER', 'ALWAYS', 'ON_DENY']),
  labels: z.object({ approve: z.string().optional(), deny: z.string().optional() }).optional(),
  refusal: z.string().optional(),
  others: z.array(requestRow),
})

export const decision = z.strictObject({
  decisionId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,64}$/, 'must be 16 to 64 letters and digits, made at random'),
  vote,
  comment: z.string().trim().max(5000).optional(),
  version: z.int().min(1),
  seenHash: z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256'),
})

export const decided = z.object({
  accepted: z.literal(true),
  outcome: z.enum(['OPEN', 'APPROVED', 'DENIED']),
  remaining: z.int(),
})
