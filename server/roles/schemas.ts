import { z } from 'zod'
import { permissions, type Permission } from '#server/people/permissions.ts'
import { noPermission, permissionName, permissionOf } from './permission-names.ts'

const id = z.string().min(1).max(100)
export const idParams = z.object({ id })

/** `company.team` */
export const namespace = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/, 'is not a namespace')
  .max(150)

/** `{flow: ['read']}`, also in Kestra's words: `{FLOW: ['UPDATE']}`. */
const permissionsByResource = z
  .record(z.string().max(50), z.array(z.string().max(50)).max(50))
  .transform((given, context) =>
    Object.entries(given).flatMap(([resource, actions]) =>
      actions.flatMap((action, index) => {
        const permission = permissionOf(resource, action)
        if (permission) return permission
        const message = noPermission(`${resource}:${action}`.toLowerCase())
        context.addIssue({ code: 'custom', path: [resource, index], message })
        return []
      }),
    ),
  )
const permissionList = z.array(permissionName).max(200)

/** `['flow:read']`, or the same as verbs by resource. Which of the two is meant is seen by its look, so that a mistake is told of that one. */
const permissionSet = z
  .union([z.array(z.unknown()), z.record(z.string(), z.unknown())], {
    error: 'is a list of permissions, or of verbs by resource',
  })
  .transform((given, context): Permission[] => {
    const read = Array.isArray(given)
      ? permissionList.safeParse(given)
      : permissionsByResource.safeParse(given)
    if (read.success) return read.data
    for (const { path, message } of read.error.issues) context.addIssue({ code: 'custom', path, message })
    return z.NEVER
  })

export const roleBody = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(100),
  description: z.string().trim().max(1000).default(''),
  permissions: permissionSet.transform((list): Permission[] =>
    permissions.filter((name) => list.includes(name)),
  ),
  isDefault: z.literal(false, 'no role is given to everybody: leave it out').optional(),
})

const summaryFields = {
  id: z.string(),
  name: z.string(),
  description: z.string(),
  isManaged: z.boolean().describe('Ready: cannot be changed'),
  isDefault: z.literal(false),
  permissionCount: z.int(),
  bindingCount: z.int(),
}
export const roleSummary = z.object(summaryFields)
export const roleAnswer = z.object({
  ...summaryFields,
  permissions: z.record(z.string(), z.array(z.string())).describe('Verbs by resource'),
})
export const rolePage = z.object({ results: z.array(roleSummary), total: z.int() })
/** Filters are read from the address itself; here is what pages. */
export const roleQuery = z.looseObject({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(1000).default(25),
  sort: z
    .string()
    .regex(/^name(:(asc|desc))?$/)
    .optional(),
  after: z.undefined('roles are turned by `page`').optional(),
})
export const someIds = z.strictObject({ ids: z.array(id).max(1000) })
export const autocomplete = z.strictObject({
  q: z.string().max(200).default(''),
  ids: z.array(id).max(1000).default([]),
  existingOnly: z.boolean().default(false),
})

const holderType = z.enum(['USER', 'GROUP'])
export const grant = z.strictObject({
  type: holderType,
  externalId: id,
  roleId: id,
  namespaceId: namespace.nullish().transform((given) => given ?? undefined),
})
export const grants = z.array(grant).min(1).max(100)
export const bindingAnswer = z.object({
  id: z.string(),
  type: holderType,
  namespace: z.string().optional(),
  role: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), username: z.string(), displayName: z.string() }).optional(),
  group: z.object({ id: z.string(), name: z.string() }).optional(),
})
export const bindingPage = z.object({ results: z.array(bindingAnswer), total: z.int() })
export const bindingQuery = z.strictObject({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(1000).default(25),
  type: holderType.optional(),
  id: id.optional(),
  roleId: id.optional(),
  namespace: namespace.optional(),
})
