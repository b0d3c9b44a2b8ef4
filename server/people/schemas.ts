import { z } from 'zod'
import { nameOf } from './names.ts'
import { passwordLength } from './password-strength.ts'
import { namespace } from '#server/roles/schemas.ts'
import { permissions } from './permissions.ts'
import { withEverything } from './set-rights.ts'

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
  instanceOwner: z.boolean(),
  restricted: z.literal(false),
  tenants: z.array(z.object({ id: z.string(), name: z.string() })),
  demo: z.boolean(),
  roles: z.array(roleView),
  groups: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string(), owner: z.boolean() })),
  hasSecondFactor: z.boolean(),
  createdAt: instant,
  lastSeenAt: instant.optional(),
  invitedAt: instant.optional().describe('Of the last invitation; absent once they have signed in.'),
})
export const personWithPassword = personDetail.extend({ password: z.string().describe('Shown this once') })
export const madePerson = personDetail.extend({
  password: personWithPassword.shape.password.optional().describe('Shown this once; absent with `invite`.'),
})
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
  invited: z
    .literal('true')
    .transform(() => true)
    .optional()
    .describe('Only those who were invited and have not signed in yet.'),
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
/** Words of Kestra's clients for things that are the same for everybody here. */
const sameForAll = {
  tenants,
  restricted: z.literal(false, 'nobody is restricted but by their roles').nullish(),
}
/** One thing under two names; `superAdmin` is the older one. */
const administers = { superAdmin: z.boolean().nullish(), instanceOwner: z.boolean().nullish() }

export const newPerson = z
  .strictObject({
    ...names,
    email,
    password: newPassword.nullish(),
    roles: grants.default([{ role: 'requester' }]),
    groups: slugs.nullish(),
    ...administers,
    ...sameForAll,
    invite: z
      .boolean()
      .default(false)
      .describe('Send a link by which they set their password, in place of one that is made.'),
  })
  .transform(({ roles, superAdmin, instanceOwner, groups, password, invite, ...given }, context) => {
    const whole = nameOf(given)
    if (invite && password)
      context.addIssue({
        code: 'custom',
        path: ['invite'],
        message: 'goes without a password: they set their own',
      })
    if (whole === undefined) context.addIssue({ code: 'custom', path: ['name'], message: 'is required' })
    return {
      email: given.email,
      name: whole ?? '',
      password: password ?? undefined,
      invite,
      roles: withEverything(roles, instanceOwner ?? superAdmin ?? undefined),
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

/** How single facts of a person are written, wherever they come from. */
export const facts = { email, name, timeZone, language }

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
    password: newPassword.nullish().describe('Set; their sessions end'),
    roles: grants.optional(),
    groups: slugs.nullish().describe('Slugs or ids'),
    ...administers,
    ...sameForAll,
  })
  .transform(({ tenants: _, restricted: __, superAdmin, instanceOwner, groups, password, ...given }) => ({
    ...given,
    groups: groups ?? undefined,
    password: password ?? undefined,
    superAdmin: instanceOwner ?? superAdmin ?? undefined,
  }))

export const administration = z
  .strictObject(administers)
  .refine(({ superAdmin, instanceOwner }) => typeof (instanceOwner ?? superAdmin) === 'boolean', {
    error: 'Say whether: {"superAdmin": true}',
    path: ['superAdmin'],
  })
  .transform(({ superAdmin, instanceOwner }) => ({ superAdmin: instanceOwner ?? superAdmin ?? false }))
export const groupIds = z.strictObject({ groupIds: z.array(id).max(100) })

/** One's own facts that nobody else answers for. The mail address is what one signs in with: an administrator changes it. */
export const meChange = z.strictObject({
  ...names,
  email: email.nullish().describe('As it is: it is changed by an administrator'),
  timeZone: timeZone.optional(),
  language: language.optional(),
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
  profile: z.object({
    username: z.string(),
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
  }),
  superAdmin: z.boolean(),
  instanceOwner: z.boolean(),
  restricted: z.literal(false),
  tenants: z.array(z.object({ id: z.string(), name: z.string() })),
  scope: z
    .object({ permissions: z.array(z.string()).optional(), namespace: z.string().optional() })
    .optional(),
})
const passwords = z.strictObject({ current: z.string().max(1000), password: newPassword })
/** Also as clients of Kestra spell it. */
export const passwordChange = z.preprocess((given) => {
  if (typeof given !== 'object' || given === null || !('oldPassword' in given)) return given
  const { oldPassword: current, newPassword: password, ...rest } = given as Record<string, unknown>
  return { ...rest, current, password }
}, passwords)

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
