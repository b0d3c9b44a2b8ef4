import { z } from 'zod'
import { passwordLength } from './password.ts'
import { namespace } from '#server/roles/schemas.ts'
import { permissions } from './permissions.ts'

const instant = z.iso.datetime()
const id = z.string().min(1).max(100)

export const idParams = z.object({ id })
export const sessionParams = z.object({ id, sessionId: id })

const roleGrant = z.strictObject({ role: id, namespace: namespace.optional() })
const roleView = z.object({ role: z.string(), name: z.string().optional(), namespace: z.string().optional() })
const name = z.string().trim().min(1, 'must not be empty').max(200)
const slugs = z.array(z.string().max(100)).max(100)

export const personDetail = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  username: z.string(),
  displayName: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  timeZone: z.string(),
  language: z.string(),
  manager: z.object({ id: z.string(), name: z.string() }).optional(),
  active: z.boolean(),
  superAdmin: z.boolean(),
  tenants: z.array(z.object({ id: z.string(), name: z.string() })),
  demo: z.boolean(),
  roles: z.array(roleView),
  groups: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string(), owner: z.boolean() })),
  createdAt: instant,
  lastSeenAt: instant.optional(),
})
export const personWithPassword = personDetail.extend({ password: z.string().describe('Shown this once') })
export const peoplePage = z.object({
  results: z.array(personDetail),
  total: z.int(),
  after: z.string().optional(),
})
/** `filters[q][EQUALS]` is read from the address itself. */
export const peopleQuery = z.looseObject({
  q: z.string().max(200).optional(),
  active: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  role: id.optional(),
  group: z.string().max(100).optional(),
  after: z.string().max(1000).optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(100).default(25),
})

const newPassword = z
  .string()
  .min(passwordLength.min, `must have at least ${passwordLength.min} characters`)
  .max(passwordLength.max)
export const givenPassword = z.strictObject({ password: newPassword })

const email = z.email('is not a mail address').max(320)
const grants = z.array(roleGrant).max(50)
/** A name whole, or in two parts. */
const names = {
  name: name.optional(),
  firstName: z.string().trim().max(100).nullish(),
  lastName: z.string().trim().max(100).nullish(),
}
const tenants = z.array(z.literal('main', 'there is one tenant: main')).max(1).nullish()
interface Names {
  name?: string
  firstName?: string | null
  lastName?: string | null
}
function nameOf({ name: whole, firstName, lastName }: Names): string | undefined {
  return whole ?? ([firstName, lastName].filter(Boolean).join(' ') || undefined)
}
function rolesOf(superAdmin: boolean | null | undefined, roles: z.infer<typeof grants> | undefined) {
  if (superAdmin === undefined || superAdmin === null) return roles
  const others = (roles ?? []).filter(({ role, namespace: place }) => role !== 'admin' || place !== undefined)
  return superAdmin ? [...others, { role: 'admin' }] : others
}

export const newPerson = z
  .strictObject({
    ...names,
    email,
    password: newPassword.nullish(),
    roles: grants.default([{ role: 'requester' }]),
    groups: slugs.nullish(),
    superAdmin: z.boolean().nullish(),
    tenants,
  })
  .transform(({ roles, superAdmin, groups, password, ...given }, context) => {
    const whole = nameOf(given)
    if (whole === undefined) context.addIssue({ code: 'custom', path: ['name'], message: 'is required' })
    return {
      email: given.email,
      name: whole ?? '',
      password: password ?? undefined,
      roles: rolesOf(superAdmin, roles) ?? [],
      groups: groups ?? [],
    }
  })

const timeZone = z
  .string()
  .max(100)
  .refine((zone) => /^[A-Za-z]/.test(zone) && isZone(zone), 'is no time zone, such as Europe/Berlin')
const language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'is no language, such as en or de')
  .max(20)

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== ''
  } catch {
    return false
  }
}

export const personChange = z
  .strictObject({
    ...names,
    email: email.optional(),
    timeZone: timeZone.optional(),
    language: language.optional(),
    managerId: id.nullable().optional(),
    active: z.boolean().optional(),
    roles: grants.optional(),
    groups: slugs.optional(),
  })
  .transform(({ name: whole, firstName, lastName, ...given }) => ({
    ...given,
    name: nameOf({ name: whole, firstName, lastName }),
  }))

export const meAnswer = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  timeZone: z.string(),
  language: z.string(),
  groups: z.array(z.object({ id: z.string(), slug: z.string(), owner: z.boolean() })),
  roles: z.array(roleView),
  permissions: z.array(z.enum(permissions)),
  scope: z
    .object({ permissions: z.array(z.string()).optional(), namespace: z.string().optional() })
    .optional(),
})
export const passwordChange = z.strictObject({ current: z.string().max(1000), password: newPassword })

export const sessionView = z.object({
  id: z.string(),
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
  address: z.string().optional(),
  userAgent: z.string().optional(),
  device: z.string().optional(),
  current: z.boolean(),
})
