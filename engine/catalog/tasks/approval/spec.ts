import { z } from 'zod'
import { isMoment } from '#engine/flow/business-calendar/moment.ts'
import { isDuration } from '#engine/flow/duration.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import { localText } from '#engine/flow/parse/key-values.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

const behavior = z.enum(['CONTINUE', 'WARN', 'FAIL', 'SUCCEED', 'CANCEL', 'KILL'])
const quorum = z.union([
  z.literal('any'),
  z.literal('all'),
  z.int().min(1),
  z.string().regex(/^(100|[1-9]\d?)(\.\d+)?%$/, 'must be a share such as `60%`'),
])
const label = z.object({
  label: localText.describe('Text of the button; may be given for each language.').optional(),
})
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
const oneOf = { message: 'needs exactly one of `group`, `user`, `users`, `managerOf`' }
const group = who
  .extend({
    quorum: dynamic(quorum)
      .describe('How many different people must agree: `any`, `all`, a number or a share such as `60%`.')
      .default('any'),
  })
  .refine(isOne, oneOf)
const target = who
  .extend({
    managerOf: z
      .string()
      .min(1)
      .describe(
        'Id or mail of a person whose manager is meant; `decider`: the managers of all who have not decided.',
      )
      .optional(),
  })
  .refine(isOne, oneOf)
const moment = z
  .string()
  .refine(isMoment, 'must be a day, a time or an instant, such as `2026-12-01` or `2026-12-01T14:00`')
const duration = z.string().refine(isDuration, 'must be an ISO 8601 duration such as `P2D`')

export default {
  type: 'approval',
  aliases: [],
  title: 'Approval',
  description:
    'Asks people to decide and waits for them; the execution is PAUSED meanwhile. Deciders, rules and what they see are frozen when it opens.',
  icon: 'stamp',
  mode: 'control',
  properties: z.object({
    title: localText
      .describe('What is to be decided, in a few words; may be given for each language.')
      .optional(),
    message: localText
      .describe('What a decider should know, Markdown; may be given for each language.')
      .optional(),
    show: z
      .array(z.string().regex(/^[A-Za-z][\w-]*(\.[\w-]+)*$/, 'must be a path such as `inputs.amount`'))
      .describe('Paths of the values that a decider sees: `inputs.amount`.')
      .default([]),
    deciders: z.array(group).min(1).describe('Who decides: groups of people, each with its quorum.'),
    order: z
      .enum(['parallel', 'sequential'])
      .describe('Whether the groups decide side by side or one after the other.')
      .default('parallel'),
    rules: z
      .object({
        notRequester: z.boolean().describe('Whoever made the request does not decide on it.').default(true),
        commentRequired: z
          .enum(['NEVER', 'ALWAYS', 'ON_DENY'])
          .describe('Which decisions need a comment.')
          .default('ON_DENY'),
        differsFrom: z
          .array(z.string().min(1))
          .describe('Ids of approvals before it: whoever decided in one of them does not decide here.')
          .default([]),
      })
      .describe('Rules for the decisions.')
      .default({ notRequester: true, commentRequired: 'ON_DENY', differsFrom: [] }),
    decisions: z
      .object({
        approve: label.describe('The approval.').optional(),
        deny: label.describe('The denial.').optional(),
        sendBack: label
          .extend({
            to: z
              .string()
              .min(1)
              .describe(
                "What the next round begins with: `form`, or a task of the flow's own list before this one; the requester changes the form in any case.",
              )
              .default('form'),
          })
          .describe(
            'A decider may send the request back and say what has to change; the requester sends it again, in the same execution.',
          )
          .optional(),
      })
      .describe('How the decisions are called, and whether the request may be sent back.')
      .optional(),
    autoApprove: z
      .union([z.string(), z.boolean()])
      .describe('Approved without asking anyone when this renders to something true.')
      .optional(),
    due: z
      .object({
        in: dynamic(duration)
          .describe(
            'Time from the opening, ISO 8601. On a calendar it is working time: `P2D` are two working days, `PT4H` four working hours.',
          )
          .optional(),
        at: dynamic(moment)
          .describe(
            'A day, which means its end (on a calendar the close of that day, or of the next working day), a time such as `2026-12-01T14:00`, or an instant with its distance from UTC.',
          )
          .optional(),
        calendar: z
          .string()
          .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be the name of a business calendar, such as `business`')
          .max(60)
          .describe('Business calendar on which all times of this approval are counted.')
          .optional(),
      })
      .refine((due) => (due.in === undefined) !== (due.at === undefined), 'needs either `in` or `at`')
      .describe('When it is due; where nothing else is said, it expires then.')
      .optional(),
    remind: z
      .array(z.union([z.string().regex(/^([1-9]\d?)(\.\d+)?%$/, 'must be a share such as `50%`'), duration]))
      .max(10)
      .describe(
        'When those are reminded who have not decided: shares of the time until it is due, or times from the opening, ISO 8601. On a calendar both are working time.',
      )
      .default([]),
    onDue: z
      .object({
        escalateTo: z
          .union([target, z.array(target).min(1).max(10)])
          .describe(
            'Who is asked too when it is due, and can decide in the place of those who have not; of several one after the other.',
          ),
        after: dynamic(duration)
          .describe('Time that each of them has, ISO 8601; on the calendar of `due` working time.')
          .default('P1D'),
        then: z
          .enum(['expire', 'deny'])
          .describe('What it comes to when none of them decides.')
          .default('expire'),
      })
      .describe('What happens when it is due, before it expires.')
      .optional(),
    allow: z
      .array(z.enum(['reassign', 'addDecider', 'askInfo']))
      .describe(
        'What deciders may do beside deciding: give their place to somebody else, ask somebody to decide too, ask a question.',
      )
      .default(['askInfo']),
    reassignScope: z
      .object({ group: z.string().min(1).describe('Slug of a group.') })
      .describe('Whose members can be given a place or be asked to decide too; without it anybody.')
      .optional(),
    approveBehavior: behavior.describe('What an approval does to the execution.').default('CONTINUE'),
    denyBehavior: behavior
      .describe('What a denial does to the execution; CANCEL ends it, and the request shows as rejected.')
      .default('CANCEL'),
    expireBehavior: behavior
      .describe('What the expiry does to the execution; without it the same as a denial.')
      .optional(),
    onApprove: z.array(z.json()).describe('Tasks after an approval, before the flow goes on.').optional(),
    onDeny: z
      .array(z.json())
      .describe('Tasks after a denial or the expiry, before its behavior holds.')
      .optional(),
  }),
  branches: ['onApprove', 'onDeny'],
  propertyAliases: {},
  paths: ['show'],
  outputsOf: ['rules.differsFrom'],
  calendars: ['due.calendar'],
  ownRounds: true,
  outputs: z.object({
    decision: z
      .enum(['APPROVED', 'DENIED', 'EXPIRED', 'SENT_BACK'])
      .describe('How it closed; SENT_BACK until the next round asks again.'),
    auto: z.boolean().describe('Whether it was approved without asking anyone.'),
    by: z.string().nullable().describe('Name of the person whose decision closed it.'),
    on: z.string().describe('When it closed: an instant, ISO 8601.'),
    comment: z.string().nullable().describe('Comment of the decision that closed it.'),
    inputs: z
      .record(z.string(), z.json())
      .describe('Answers to its own form, of the decision that closed it.'),
    votes: z
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
          on: z.string().describe('When: an instant, ISO 8601.'),
        }),
      )
      .describe('All decisions, oldest first.'),
    due: z.string().nullable().describe('When it would have expired: an instant, ISO 8601.'),
  }),
} satisfies TaskSpec
