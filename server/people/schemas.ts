import { z } from 'zod'
import { passwordLength } from './password.ts'
import { namespace } from '#server/roles/schemas.ts'
import { permissions } from './permissions.ts'

const instant = z.iso.datetime()
const id = z.string().min(1).max(100)

export const idParams = z.object({ id })

const roleGrant = z.strictObject({ role: id, namespace: namespace.optional() })
const roleView = z.object({ role: z.string(), name: z.string().optional(), namespace: z.string().optional() })
const name = z.string().trim().min(1, 'must not be empty').max(200)
const slugs = z.array(z.string().max(100)).max(100)

export const personDetail = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  active: z.boolean(),
  demo: z.boolean(),
  roles: z.array(roleView),
  groups: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string(), owner: z.boolean() })),
  createdAt: instant,
  lastSeenAt: instant.optional(),
})
export const personWithPassword = z.object({ person: personDetail, password: z.string() })
export const peoplePage = z.object({
  results: z.array(personDetail),
  total: z.int(),
  after: z.string().optional(),
})
export const peopleQuery = z.strictObject({
  q: z.string().max(200).optional(),
  active: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  after: z.string().max(1000).optional(),
  size: z.coerce.number().int().min(1).max(100).default(25),
})
export const newPerson = z.strictObject({
  email: z.email('is not a mail address').max(320),
  name,
  roles: z
    .array(roleGrant)
    .max(50)
    .default([{ role: 'requester' }]),
  groups: slugs.default([]),
})
export const personChange = z.strictObject({
  name: name.optional(),
  active: z.boolean().optional(),
  roles: z.array(roleGrant).max(50).optional(),
  groups: slugs.optional(),
})

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
export const passwordChange = z.strictObject({
  current: z.string().max(1000),
  password: z
    .string()
    .min(passwordLength.min, `must have at least ${passwordLength.min} characters`)
    .max(passwordLength.max),
})

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
