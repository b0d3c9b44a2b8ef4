import { z } from 'zod'

/** What the outputs of a task tell of each decision, oldest first. */
export const voteOutputs = z
  .array(
    z.object({
      personId: z.string().describe('Id of the person.'),
      by: z.string().describe('Name of the person.'),
      onBehalfOf: z
        .object({
          id: z.string().describe('Id of the decider.'),
          name: z.string().describe('Name of the decider.'),
        })
        .nullable()
        .describe('The decider in whose place they decided, as their delegate; null: in their own.'),
      vote: z.enum(['APPROVE', 'DENY', 'SEND_BACK']).describe('What they decided.'),
      comment: z.string().nullable().describe('What they wrote.'),
      inputs: z
        .record(z.string(), z.json())
        .describe('Their answers to its own form, where they gave any.')
        .optional(),
      on: z.string().describe('When: an instant, ISO 8601.'),
    }),
  )
  .describe('All decisions, oldest first.')
