import { z } from 'zod'
import { secretTag } from './view.ts'

const namespace = z
  .string()
  .max(200)
  .regex(/^[a-z0-9][a-z0-9._-]*$/)
const key = z
  .string()
  .max(200)
  .regex(
    /^\w[\w.-]*$/,
    'A key begins with a letter, digit or underscore and holds letters, digits, dots, underscores and hyphens only.',
  )
const words = {
  description: z.string().max(2000).optional(),
  tags: z.array(secretTag).max(50).optional(),
}

export const namespaceParams = z.object({ namespace })
export const secretParams = z.object({ namespace, key })

export const setBody = z.strictObject({
  key,
  value: z.string().min(1).max(100_000).describe('Never given back.'),
  ...words,
})
export const describeBody = z.strictObject({
  key: key.optional().describe('The one of the address; a secret is not renamed.'),
  namespace: namespace.optional(),
  ...words,
})

const entry = z.object({
  namespace: z.string(),
  key: z.string(),
  description: z.string().optional(),
  tags: z.array(secretTag),
  creationDate: z.string(),
  updateDate: z.string(),
})
export const entries = z.array(entry)
export const entryPage = z.object({
  readOnly: z.boolean().describe('Always false: secrets are kept here.'),
  results: entries,
  total: z.int(),
})
export const inheritedAnswer = z.record(z.string(), z.array(z.string()))
export const usageAnswer = z.record(z.string(), z.array(z.object({ namespace: z.string(), id: z.string() })))

/** Filters are read from the address itself; here is what pages. */
export const listQuery = z.looseObject({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(1000).default(10),
  sort: z
    .string()
    .regex(/^(namespace|key|updateDate)(:(asc|desc))?$/)
    .optional(),
})
