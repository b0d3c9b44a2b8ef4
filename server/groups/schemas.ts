import { z } from 'zod'

const id = z.string().min(1).max(100)
export const idParams = z.object({ id })
export const memberParams = z.object({ id, userId: id })

const name = z.string().trim().min(1, 'must not be empty').max(200)
const description = z
  .string()
  .trim()
  .max(1000)
  .nullish()
  .transform((given) => given ?? undefined)
export const newGroup = z
  .strictObject({
    slug: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*$/, 'has small letters, digits and hyphens only')
      .max(60)
      .optional()
      .describe('What YAML calls it, for good; absent: made from the name'),
    name,
    description,
    membersId: z.array(id).max(1000).nullish().describe('Ids of those who are in it from the start'),
  })
  .transform(({ membersId, ...given }) => ({ ...given, members: membersId ?? undefined }))
export const groupChange = z.strictObject({ name, description })
export const ownership = z.strictObject({ owner: z.boolean().default(false) }).default({ owner: false })
export const membershipQuery = z.strictObject({ membership: z.enum(['OWNER', 'MEMBER']) })
export const candidateQuery = z.strictObject({ q: z.string().trim().min(1).max(200) })

const summaryFields = {
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  memberCount: z.int(),
}
export const groupSummary = z.object(summaryFields)
export const groupAnswer = z.object({ ...summaryFields, mayManage: z.boolean() })
export const groupPage = z.object({ results: z.array(groupSummary), total: z.int() })
export const memberAnswer = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  active: z.boolean(),
  serviceAccount: z.boolean(),
  groups: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      external: z.boolean().describe('By the claims of a provider of single sign-on'),
      membership: z.enum(['OWNER', 'MEMBER']),
    }),
  ),
})
export const memberPage = z.object({ results: z.array(memberAnswer), total: z.int() })
export const candidates = z.array(z.object({ id: z.string(), name: z.string(), email: z.string() }))

/** Filters are read from the address itself; here is what pages. */
export const listQuery = z.looseObject({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(1000).default(25),
  sort: z
    .string()
    .regex(/^name(:(asc|desc))?$/)
    .optional(),
  after: z.undefined('groups are turned by `page`').optional(),
})
