import { z } from 'zod'
import type { FieldSpec } from '#engine/flow/spec.ts'

const currency = z.string().regex(/^[A-Z]{3}$/, 'a currency of three capital letters: `EUR`')

export default {
  type: 'MONEY',
  aliases: [],
  title: 'Amount of money',
  description:
    'An amount with its currency. Expressions see `{amount, currency}` with the amount as a number in the major unit: `inputs.cost.amount > 1000`. At most 15 digits, so that an amount is never rounded.',
  icon: 'banknote',
  value: 'money',
  options: z
    .object({
      currency: currency.describe('Currency where none is given with the amount.').default('EUR'),
      currencies: z
        .array(currency)
        .min(1)
        .describe('Accepted currencies. Without it: only `currency`.')
        .optional(),
      min: z.number().describe('Smallest allowed amount.').optional(),
      max: z.number().describe('Largest allowed amount.').optional(),
    })
    .refine(({ min, max }) => min === undefined || max === undefined || min <= max, {
      message: '`min` must not be more than `max`',
      path: ['min'],
    })
    .refine((options) => !options.currencies || options.currencies.includes(options.currency), {
      message: '`currencies` must hold `currency`',
      path: ['currencies'],
    }),
} satisfies FieldSpec
