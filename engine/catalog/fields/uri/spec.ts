import { z } from 'zod'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'URI',
  aliases: ['URL'],
  title: 'Web address',
  description: 'An address with its scheme: `https://example.com/offer`.',
  icon: 'link',
  value: 'text',
  options: z.object({
    allowedSchemes: z
      .array(z.string().regex(/^[a-z][a-z0-9+.-]*$/, 'a scheme in small letters: `https`'))
      .min(1)
      .describe('Schemes that are accepted: `https`. Without it: all.')
      .optional(),
  }),
} satisfies FieldSpec
