import { z } from 'zod'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'EMAIL',
  aliases: [],
  title: 'E-mail address',
  description: 'One e-mail address.',
  icon: 'at-sign',
  value: 'text',
  options: z.object({
    allowedDomains: z
      .array(z.string().min(1))
      .min(1)
      .describe('Domains whose addresses are accepted: `example.com`. Without it: all.')
      .optional(),
  }),
} satisfies FieldSpec
