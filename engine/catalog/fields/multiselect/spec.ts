import { z } from 'zod'
import { localText } from '#engine/flow/parse/key-values.ts'
import type { FieldSpec } from '#engine/flow/spec.ts'

const value = z.union([z.string(), z.number(), z.boolean()])
const option = z.union([
  value,
  z.object({
    label: localText.describe('What a person reads; may be given for each language.'),
    value: value.describe('What expressions see.'),
  }),
])

export default {
  type: 'MULTISELECT',
  aliases: [],
  title: 'Several of a list',
  description:
    'Any number of a list. The list is given by `values` or rendered from `expression`; one of more than 50 is searched while it is typed in.',
  icon: 'list-checks',
  value: 'list',
  optionAliases: { options: 'values' },
  typeOptions: ['itemType'],
  options: z
    .object({
      values: z
        .array(option)
        .min(1)
        .describe('Allowed values: texts, or maps of `label` and `value`.')
        .optional(),
      expression: z
        .string()
        .describe(
          'Template that renders to the list of allowed values, or to a map of labels by value; may use earlier inputs (`dependsOn`), `kv()` and `http()`.',
        )
        .optional(),
      itemType: z.string().min(1).describe('Type that each value is read as; text without it.').optional(),
      allowCustomValue: z.boolean().describe('Accepts texts that are not in the list, too.').default(false),
      autoSelectFirst: z.boolean().describe('Chooses the first value where none is given.').default(false),
      minItems: z.int().min(1).describe('Fewest values.').optional(),
      maxItems: z.int().min(1).describe('Most values.').optional(),
    })
    .refine(({ values, expression }) => (values === undefined) !== (expression === undefined), {
      message: 'exactly one of `values` and `expression` must be set',
      path: ['values'],
    })
    .refine(({ minItems = 1, maxItems = minItems }) => minItems <= maxItems, {
      message: '`minItems` must not be more than `maxItems`',
      path: ['minItems'],
    }),
} satisfies FieldSpec
