import { z } from 'zod'
import { keyPattern, keyRule, kvTypes } from '#engine/flow/kv.ts'

const namespace = z
  .string()
  .max(200)
  .regex(/^[a-z0-9][a-z0-9._-]*$/)
const key = z.string().max(500).regex(keyPattern, keyRule)

export const namespaceParams = z.object({ namespace })
export const keyParams = z.object({ namespace, key })
/** In the query a description may be in any script, which headers do not take. */
export const setQuery = z.strictObject({
  ttl: z.string().max(50).optional(),
  description: z.string().max(2000).optional(),
})
export const bulkBody = z.strictObject({ keys: z.array(key).max(1000) })

export const entrySchema = z.object({
  namespace: z.string(),
  key: z.string(),
  revision: z.number().describe('Raised by every write'),
  type: z.enum(kvTypes),
  description: z.string().optional(),
  creationDate: z.string(),
  updateDate: z.string(),
  expirationDate: z.string().optional(),
})
export const detailSchema = z.object({
  type: z.enum(kvTypes),
  value: z.unknown(),
  revision: z.number(),
  updated: z.string(),
})
export const entryPageSchema = z.object({ results: z.array(entrySchema), total: z.number() })

/** Filters are read from the address itself; here is what pages. */
export const kvListQuery = z.looseObject({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(1000).default(25),
  sort: z
    .string()
    .regex(/^(namespace|key|creationDate|updateDate|expirationDate)(:(asc|desc))?$/)
    .optional(),
  after: z.undefined('keys are turned by `page`').optional(),
})
