import { z } from 'zod'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'SIGNATURE',
  aliases: [],
  title: 'Signature',
  description:
    'A name that is typed as a signature. When the form is sent, the server adds the time, the person and a SHA-256 over these and all other answers; expressions see `{name, at, personId, hash, drawing}`.',
  icon: 'signature',
  value: 'object',
  options: z.object({
    drawing: z.boolean().describe('Offers to draw the signature, too. Nobody has to.').default(false),
  }),
} satisfies FieldSpec
