import { z } from 'zod'
import { durationMs, isDuration } from '#engine/flow/duration.ts'
import { permissionName } from '#server/roles/permission-names.ts'
import { namespace } from '#server/roles/schemas.ts'

const instant = z.iso.datetime()
const id = z.string().min(1).max(100)
const longestSeconds = 10 * 366 * 24 * 3600

export const tokenParams = z.object({ tokenId: id })
export const tokenOfParams = z.object({ id, tokenId: id })

const maxAge = z
  .string()
  .max(50)
  .refine(
    (text) => isDuration(text) && durationMs(text) >= 1000,
    'is no ISO 8601 duration of a second or more',
  )
  .transform((text) => Math.floor(durationMs(text) / 1000))
  .refine((seconds) => seconds <= longestSeconds, 'is more than ten years')

export const newToken = z
  .strictObject({
    name: z.string().trim().min(1, 'must not be empty').max(200),
    description: z.string().trim().max(1000).nullish(),
    maxAge: maxAge.nullish().describe('ISO 8601 duration, such as P90D; absent: it does not end'),
    extended: z.boolean().nullish().describe('Each use puts the end off by its age'),
    permissions: z
      .array(permissionName)
      .min(1, 'names no permission: leave it out for all of them')
      .max(200)
      .optional()
      .describe('Only these; absent: all that its owner holds'),
    namespace: namespace.optional().describe('Only in it and below it'),
  })
  .transform(({ description, maxAge: maxAgeSeconds, extended, ...rest }) => ({
    ...rest,
    description: description ?? '',
    maxAgeSeconds: maxAgeSeconds ?? undefined,
    extended: extended ?? false,
  }))

export const tokenView = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  prefix: z.string(),
  iat: instant,
  exp: instant.optional(),
  lastUsed: instant.optional(),
  extended: z.boolean(),
  expired: z.boolean(),
  permissions: z.array(z.string()).optional(),
  namespace: z.string().optional(),
})
export const tokenList = z.object({ results: z.array(tokenView), total: z.int() })
export const madeToken = tokenView.extend({ fullToken: z.string().describe('Shown this once') })
