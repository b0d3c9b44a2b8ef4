import { z } from 'zod'
import { namespace } from '#server/roles/schemas.ts'

const id = z.string().min(1).max(100)
export const idParams = z.object({ id })

const name = z.string().trim().min(1, 'must not be empty').max(100)
const description = z
  .string()
  .trim()
  .max(1000)
  .nullish()
  .transform((given) => given ?? undefined)
const tenants = z.array(z.literal('main', 'there is one tenant: main')).max(1).optional()
const absent = <T extends z.ZodType>(type: T) => type.nullish().transform((given) => given ?? undefined)
const groups = absent(z.array(z.object({ id })).max(100)).transform((given) =>
  given?.map((group) => group.id),
)
const roles = z
  .array(z.strictObject({ role: id, namespace: namespace.optional() }))
  .max(50)
  .optional()
const flag = absent(z.boolean())
/** One thing under two names; `superAdmin` is the older one. */
const administers = { superAdmin: flag, instanceOwner: flag }

interface Administers {
  superAdmin?: boolean
  instanceOwner?: boolean
}
function oneName<T extends Administers>({ instanceOwner, superAdmin, ...given }: T) {
  return { ...given, superAdmin: instanceOwner ?? superAdmin }
}

export const accountBody = z
  .strictObject({ name, description, groups, roles, tenants, ...administers })
  .transform(({ tenants: _, ...given }) => oneName(given))
export const accountChange = z
  .strictObject({ name: name.optional(), description, groups, roles, ...administers })
  .transform((given) => oneName(given))

const grantView = z.object({
  role: z.string(),
  name: z.string().optional(),
  namespace: z.string().optional(),
})
const named = z.object({ id: z.string(), name: z.string() })
export const accountAnswer = z.object({
  id: z.string(),
  name: z.string(),
  username: z.string(),
  displayName: z.string(),
  description: z.string(),
  groups: z.array(named),
  tenants: z.array(named),
  superAdmin: z.boolean(),
  instanceOwner: z.boolean(),
  roles: z.array(grantView),
  tokenCount: z.int(),
  lastUsed: z.iso.datetime().optional(),
  createdAt: z.iso.datetime(),
})
export const accountPage = z.object({ results: z.array(accountAnswer), total: z.int() })
/** Filters are read from the address itself; here is what pages. */
export const accountQuery = z.looseObject({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(1000).default(25),
  sort: z
    .string()
    .regex(/^name(:(asc|desc))?$/)
    .optional(),
  after: z.undefined('service accounts are turned by `page`').optional(),
})
