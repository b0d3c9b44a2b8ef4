import { z } from 'zod'
import type { FieldSpec } from '#engine/flow/spec.ts'

export default {
  type: 'FILE',
  aliases: [],
  title: 'File',
  description:
    'A file that was uploaded before. The value sent is the id of the upload, never a path; expressions see the address of the stored file.',
  icon: 'paperclip',
  value: 'file',
  options: z
    .object({
      allowedFileExtensions: z
        .array(z.string().regex(/^\.[a-zA-Z0-9]+$/, 'an extension with its dot: `.pdf`'))
        .min(1)
        .describe('Accepted endings of the file name: `.pdf`. Without it: all.')
        .optional(),
      extension: z
        .string()
        .regex(/^\.?[a-zA-Z0-9]+$/, 'an extension: `.csv`')
        .describe('Ending that a file gets which a program sends without a name of its own: `.csv`.')
        .optional(),
      maxSize: z
        .union([z.int().positive(), z.string().regex(/^\d+\s*(B|KB|MB|GB)?$/i, 'a size: `10MB`')])
        .describe('Largest accepted file, in bytes or as `10MB` (1 MB is 1,000,000 bytes).')
        .optional(),
      many: z
        .boolean()
        .describe('Several files may be given; expressions see a list of addresses.')
        .default(false),
      minItems: z.int().min(1).describe('Fewest files, with `many`.').optional(),
      maxItems: z.int().min(1).max(50).describe('Most files, with `many`.').default(10),
      capture: z
        .enum(['user', 'environment'])
        .describe(
          'On a phone the camera opens at once: the one towards the person, or the one away from them.',
        )
        .optional(),
    })
    .refine(({ minItems = 1, maxItems }) => minItems <= maxItems, {
      message: '`minItems` must not be more than `maxItems`',
      path: ['minItems'],
    }),
} satisfies FieldSpec
