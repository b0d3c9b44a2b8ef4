import { z } from 'zod'
import { pageForm, pageView, submitBody, validateBody as ofForm } from '#server/apps/schemas.ts'

export const publicParams = z.object({ id: z.string().min(1).max(64) })
export const appParams = z.object({ id: z.string().min(1).max(100) })
export const validateBody = ofForm

const name = z.string().trim().max(100).optional()
const fromForm = {
  ticket: z.string().max(1000).describe('Of the form as it opened'),
  trap: z.string().max(1000).optional().describe('What people do not see, and leave empty'),
}
const captcha = z.string().max(10_000).optional()

export const codeBody = z.strictObject({ email: z.email().max(320), name, captcha, ...fromForm })
export const linkBody = z.strictObject({ email: z.email().max(320), captcha, ...fromForm })
export const guestBody = z.union([
  z.strictObject({ verification: z.string().min(1).max(64), code: z.string().regex(/^\d{6}$/) }),
  z.strictObject({ name, email: z.email().max(320).optional(), captcha }),
])
export const submissionBody = submitBody.extend({
  ...fromForm,
  about: z
    .strictObject({ name, email: z.email().max(320).optional() })
    .optional()
    .describe('Of a guest without a confirmed address: what they had not said of themselves when they began'),
})

const theme = z.json().optional()

export const publicApp = z.object({
  id: z.string(),
  displayName: z.string(),
  descriptionHtml: z.string().optional(),
  theme,
  you: z.enum(['person', 'guest', 'visitor']),
  verify: z.boolean(),
  form: pageForm
    .pick({
      flowRevision: true,
      inputs: true,
      states: true,
      checks: true,
      next: true,
      fromLink: true,
    })
    .extend({ flow: z.string(), hasButton: z.boolean() })
    .optional(),
  blocks: pageView.shape.blocks,
  flows: z
    .array(z.object({ id: z.string(), displayName: z.string(), description: z.string().optional() }))
    .optional(),
  ticket: z.string(),
  leastMs: z.number(),
  captcha: z.object({ siteKey: z.string(), scriptUrl: z.string() }).optional(),
  maxUploadBytes: z.number(),
  findsBack: z.boolean(),
})

export const guest = z.object({
  app: z.object({ publicId: z.string(), displayName: z.string(), theme, open: z.boolean() }),
  email: z.string().optional(),
  verified: z.boolean(),
  maxUploadBytes: z.number(),
  requests: z.array(
    z.object({ id: z.string(), number: z.string(), title: z.string(), createdAt: z.iso.datetime() }),
  ),
})

export const share = z.object({
  public: z.boolean(),
  guest: z.enum(['ANYONE', 'VERIFIED_EMAIL']),
  publicUrl: z.string(),
  embedUrl: z.string(),
  scriptUrl: z.string(),
  origins: z.array(z.string()),
  mail: z.boolean(),
})

export const guestPage = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      name: z.string().optional(),
      email: z.string().optional(),
      verified: z.boolean(),
      createdAt: z.iso.datetime(),
      revokedAt: z.iso.datetime().optional(),
      requests: z.number(),
      numbers: z.array(z.string()),
    }),
  ),
  total: z.number(),
})
