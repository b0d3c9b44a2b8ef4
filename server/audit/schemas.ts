import { z } from 'zod'
import { filtersOf, type Condition, type Filter } from '#server/api/filters.ts'
import { actionTypes } from './kinds.ts'

/** Filters that may be written as plain parameters, each an equality. */
const plain = [
  'actorId',
  'userId',
  'action',
  'type',
  'subjectType',
  'subjectId',
  'id',
  'executionId',
  'resources',
  'door',
  'address',
  'refused',
] as const

const text = z.string().max(200)
const cursor = z.string().regex(/^\d{1,18}$/, 'is not a cursor')

export const searchQuery = z.looseObject({
  after: cursor.optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(100).default(25),
  // Kestra's clients say it; there is no other order
  sort: z.enum(['date:desc', 'at:desc']).optional(),
})
export const exportQuery = z.looseObject({ format: z.enum(['csv', 'json']).default('csv') })

export const idParams = z.object({ id: text })
export const detailParams = z.object({ detailId: z.string().min(1).max(500) })
export const diffQuery = z.strictObject({ previousId: text.optional() })
export const diffAnswer = z.object({ before: z.string().optional(), after: z.string().optional() })

export const findBody = z.strictObject({
  type: z.enum(actionTypes).nullish(),
  resource: text.optional(),
  detail: z
    .strictObject({
      id: text.optional(),
      namespace: text.optional(),
      flowId: text.optional(),
      executionId: text.optional(),
    })
    .optional(),
})

/** The filters of a call, `filters[…]` and plain ones. @throws AppError `invalid` */
export function conditionsOf(request: Request, own: readonly string[] = []): Condition[] {
  const { searchParams } = new URL(request.url)
  const equal = plain.flatMap((field): Filter[] => {
    const values = searchParams.getAll(field)
    return values.length === 0 ? [] : [{ field, op: values.length > 1 ? 'IN' : 'EQUALS', values }]
  })
  return [...filtersOf(request, [...plain, ...own]), ...equal]
}

/** What a body of `find` asks for. */
export function filtersOfFind({ type, resource, detail }: z.infer<typeof findBody>): Filter[] {
  const wanted = { type: type ?? undefined, resources: resource, ...detail }
  return Object.entries(wanted).flatMap(([field, value]) =>
    value === undefined ? [] : [{ field, op: 'EQUALS', values: [value] }],
  )
}

export const auditItem = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z
    .object({
      id: z.string(),
      name: z.string().optional(),
      email: z.string().optional(),
      guest: z.object({ verified: z.boolean() }).optional(),
    })
    .optional(),
  door: z.string(),
  address: z.string().optional(),
  userAgent: z.string().optional(),
  action: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  before: z.json().optional(),
  after: z.json().optional(),
  refused: z.boolean(),
  hash: z.string().optional(),
  checkpoint: z.int().optional(),
  auditLog: z.object({
    id: z.string(),
    type: z.enum(actionTypes),
    date: z.iso.datetime(),
    userId: z.string(),
    ipAddress: z.string().optional(),
    tenantId: z.literal('main'),
    detail: z.object({ type: z.string(), resource: z.string(), resourceType: z.string(), id: z.string() }),
  }),
  user: z
    .object({
      id: z.string(),
      type: z.literal('STANDARD'),
      username: z.string(),
      email: z.string(),
      name: z.string(),
    })
    .optional(),
})
