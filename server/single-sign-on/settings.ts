import { z } from 'zod'

/** Where a name of a host is this machine for certain. */
const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, search, hash, username, password } = new URL(text)
  if (search + hash + username + password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname))
}

const text = z.string().trim().min(1, 'must not be empty').max(500)

const provider = z
  .strictObject({
    id: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9-]{0,39}$/,
        'must be 1 to 40 small letters, digits and hyphens: it is in addresses',
      ),
    name: z.string().trim().min(1, 'must not be empty').max(60),
    issuer: text.refine(isIssuer, 'must be an https address without a query (http on this machine only)'),
    clientId: text,
    clientSecret: text.optional(),
    trusted: z.boolean().default(false),
    scopes: text
      .default('openid profile email')
      .refine((scopes) => scopes.split(/\s+/).includes('openid'), 'must have openid among them'),
    groupsClaim: text.optional(),
    groups: z.record(z.string().min(1), text).default({}),
    managerClaim: text.optional(),
    signUp: z.boolean().default(true),
    domains: z
      .array(
        z
          .string()
          .trim()
          .toLowerCase()
          .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain, such as example.com'),
      )
      .min(1, 'must name a domain; leave it out for all')
      .optional(),
  })
  .refine(({ groups, groupsClaim }) => groupsClaim !== undefined || Object.keys(groups).length === 0, {
    path: ['groupsClaim'],
    message: 'is needed where there are groups',
  })

/** A provider of single sign-on, as the settings name it. */
export type Provider = z.infer<typeof provider>

function readJson(json: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(json)
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a JSON list' })
    return z.NEVER
  }
}

function differ(list: readonly Provider[], key: 'id' | 'issuer'): boolean {
  return new Set(list.map((one) => one[key])).size === list.length
}

/** `FORMWORK_OIDC`: a JSON list of providers. */
export const providersSetting = z
  .string()
  .default('[]')
  .transform(readJson)
  .pipe(z.array(provider, 'must be a JSON list').max(20))
  .refine((list) => differ(list, 'id'), 'must not name an id twice')
  .refine((list) => differ(list, 'issuer'), 'must not name an issuer twice: accounts are known by it')
