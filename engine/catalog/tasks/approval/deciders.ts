import { z } from 'zod'
import { dynamic, holdsTemplate } from '#engine/flow/dynamic.ts'

const quorum = z.union([
  z.literal('any'),
  z.literal('all'),
  z.int().min(1),
  z.string().regex(/^(100|[1-9]\d?)(\.\d+)?%$/, 'must be a share such as `60%`'),
])
const who = z.object({
  group: z.string().min(1).describe('Slug of a group.').optional(),
  user: z.string().min(1).describe('Id or mail of one person.').optional(),
  users: z
    .union([z.array(z.string().min(1)).min(1), z.string().min(1)])
    .describe('Ids or mails of people.')
    .optional(),
  managerOf: z
    .string()
    .min(1)
    .describe('Id or mail of a person whose manager is meant: `{{ requester.id }}`.')
    .optional(),
})
const isOne = ({ group, user, users, managerOf }: z.infer<typeof who>) =>
  [group, user, users, managerOf].filter((one) => one !== undefined).length === 1
const one = { message: 'needs exactly one of `group`, `user`, `users`, `managerOf`' }

const group = who
  .extend({
    quorum: dynamic(quorum)
      .describe('How many different people must agree: `any`, `all`, a number or a share such as `60%`.')
      .default('any'),
  })
  .refine(isOne, one)

/** Who decides: groups of people, each with its quorum. */
export const groups = z.array(group).min(1)

/** Who is asked too when an approval is due. */
export const target = who
  .extend({
    managerOf: z
      .string()
      .min(1)
      .describe(
        'Id or mail of a person whose manager is meant; `decider`: the managers of all who have not decided.',
      )
      .optional(),
  })
  .refine(isOne, one)

const category = z
  .string()
  .min(1)
  .refine((text) => text.trim() !== '', 'must not be empty')
  .refine(
    (text) => !holdsTemplate(text),
    'must be written out: a template can stand in the `category` of the matrix',
  )
const row = z
  .strictObject({
    above: z.number().describe('Only for values above this one.').optional(),
    upTo: z.number().describe('Only for values up to this one, which is among them.').optional(),
    category: z
      .union([category, z.array(category).min(1)])
      .describe('Only for this category, or for one of these.')
      .optional(),
    deciders: groups.describe('Who decides then.'),
  })
  .refine(({ above, upTo }) => above === undefined || upTo === undefined || above < upTo, {
    message: '`above` must be less than `upTo`',
  })

/** Who decides by a value and a category. */
export const matrix = z.strictObject({
  value: z
    .union([z.string().min(1), z.number()])
    .describe('A number, such as `{{ inputs.cost.amount }}`.')
    .optional(),
  category: z.string().min(1).describe('A text, such as `{{ inputs.kind }}`.').optional(),
  rows: z.array(row).min(1).max(200).describe('The first one that fits says who decides.'),
})
