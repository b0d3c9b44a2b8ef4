import { z } from 'zod'
import { durationSchema, idSchema, localText } from './key-values.ts'

const label = z.union([z.string(), z.number(), z.boolean()])

/** Labels as an author writes them: a map, or a list of `key` and `value`. */
export const labelsSchema = z.union([
  z.record(z.string(), label),
  z.array(z.object({ key: z.string(), value: label })),
])

export const concurrencySchema = z.object({
  limit: z.int().min(1).describe('How many executions of the flow may run at the same time.'),
  behavior: z
    .enum(['QUEUE', 'CANCEL', 'FAIL'])
    .describe('What becomes of one more: it waits, is cancelled or fails.')
    .default('QUEUE'),
})

const slaCommon = {
  id: idSchema.describe('Name of the rule.'),
  behavior: z
    .enum(['FAIL', 'CANCEL', 'NONE'])
    .describe('What happens to the execution that breaks the rule; `NONE` sets the labels only.'),
  labels: labelsSchema.describe('Labels that a broken rule sets on the execution.').optional(),
}

export const slaSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('MAX_DURATION').describe('The execution must end in time.'),
    duration: durationSchema.describe('Longest duration, ISO 8601.'),
    ...slaCommon,
  }),
  z.object({
    type: z.literal('EXECUTION_ASSERTION').describe('A template must be true after each task run.'),
    assert: z.string().min(1).describe('The template.'),
    ...slaCommon,
  }),
])

export const checkSchema = z
  .object({
    condition: z
      .string()
      .min(1)
      .describe('Template over `inputs`; the check speaks where it is false.')
      .optional(),
    when: z.string().min(1).describe('Another name of `condition`.').optional(),
    message: localText.describe('What the person reads; may be given for each language.'),
    style: z.enum(['ERROR', 'SUCCESS', 'WARNING', 'INFO']).describe('How it looks.').default('INFO'),
    behavior: z
      .enum(['BLOCK_EXECUTION', 'FAIL_EXECUTION', 'CREATE_EXECUTION'])
      .describe('Whether the execution is refused, made and failed, or made all the same.')
      .default('BLOCK_EXECUTION'),
  })
  .refine(({ condition, when }) => (condition === undefined) !== (when === undefined), {
    error: 'A check needs a `condition`, once',
  })
  .transform(({ when, condition = when ?? '', ...check }) => ({ ...check, condition }))

export const pluginDefaultSchema = z.object({
  type: z.string().min(1).describe('A type of task or trigger, or the beginning of several types.'),
  forced: z.boolean().describe('Whether the values win over what the task says itself.').default(false),
  values: z.record(z.string(), z.json()).describe('Properties and their values.'),
})

/** There is one group of workers; the name of another would be accepted and ignored. */
export const workerGroupSchema = z.object({
  key: z
    .literal('default', {
      error: 'no group of workers is called so: there is one only, `default`, and it takes all work',
    })
    .describe('Name of the group of workers.')
    .optional(),
  fallback: z
    .enum(['FAIL', 'WAIT', 'CANCEL', 'IGNORE'])
    .describe('What happens while the group has no worker. The `default` group always has one.')
    .optional(),
})
