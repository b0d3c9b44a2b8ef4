import { z } from 'zod'
import { voteOutputs } from '#engine/flow/approvals/vote-output.ts'
import { isDuration } from '#engine/flow/duration.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'
import { approves } from './approves.ts'

const names = z.array(z.string().trim().min(1)).optional()

export default {
  type: 'human-task',
  aliases: ['io.kestra.plugin.ee.flow.HumanTask'],
  title: 'Human task',
  description:
    'Pauses the execution until one of those assigned resumes it. It stands in their inbox, where they may end the execution instead; nobody else resumes it. For quorums, escalations and rules take an `approval`.',
  icon: 'user-check',
  mode: 'control',
  properties: z.object({
    assignment: z
      .strictObject({
        users: names.describe('Mails or ids of people.'),
        groups: names.describe('Slugs or names of groups: each of their members may.'),
      })
      .refine(
        ({ users = [], groups = [] }) => users.length + groups.length > 0,
        'needs `users`, `groups` or both: nobody could resume it',
      )
      .describe('Who may resume it; one of them is enough. Holds no templates.'),
    pauseDuration: dynamic(z.string().refine(isDuration, 'must be an ISO 8601 duration such as `PT30M`'))
      .describe('How long they have, ISO 8601: `P2D`. Without it, until it is resumed.')
      .optional(),
    behavior: dynamic(z.enum(['RESUME', 'WARN', 'CANCEL', 'FAIL']))
      .describe('What follows when `pauseDuration` is over; a resume before that always succeeds.')
      .default('FAIL'),
    onResume: z
      .array(z.json())
      .describe('Inputs that are asked of who resumes it, as those of a flow are.')
      .optional(),
    onPause: z
      .json()
      .describe(
        'A task that runs once when it begins, while it waits: a message, say. It sees `outputs.<id>.url` and `due`; its failure is a warning.',
      )
      .optional(),
  }),
  branches: ['onPause'],
  branchShapes: { onPause: 'single' },
  inputLists: ['onResume'],
  propertyAliases: {},
  ownRounds: true,
  approves,
  outputs: z.object({
    onResume: z.record(z.string(), z.json()).describe('Values of the inputs that were asked, by id.'),
    resumed: z
      .object({
        by: z
          .string()
          .nullable()
          .describe('Name of the person who resumed it or ended the execution; null: its time was over.'),
        on: z.string().describe('When: an instant, ISO 8601.'),
        to: z.string().describe('State that it went on to.'),
      })
      .describe('How it ended.'),
    decision: z
      .enum(['APPROVED', 'DENIED', 'EXPIRED'])
      .describe('APPROVED: resumed; DENIED: the execution was ended; EXPIRED: its time was over.'),
    comment: z.string().nullable().describe('What that person wrote.'),
    votes: voteOutputs,
    due: z.string().nullable().describe('When its time would have been over: an instant, ISO 8601.'),
    url: z.string().describe('Where it is resumed; also while it waits.').optional(),
  }),
} satisfies TaskSpec
