import { z } from 'zod'
import { isMoment } from '#engine/flow/business-calendar/moment.ts'
import { voteOutputs } from '#engine/flow/approvals/vote-output.ts'
import { isDuration } from '#engine/flow/duration.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import { localText } from '#engine/flow/parse/key-values.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'
import { groups, matrix, target } from './deciders.ts'
import { review } from './review.ts'

const behavior = z.enum(['CONTINUE', 'WARN', 'FAIL', 'SUCCEED', 'CANCEL', 'KILL'])
const label = z.object({
  label: localText.describe('Text of the button; may be given for each language.').optional(),
})
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
    deciders: groups
      .describe(
        'Who decides: groups of people, each with its quorum. Beside a `matrix`: who decides where no row fits.',
      )
      .optional(),
    matrix: matrix
      .describe('Who decides by an amount and a category: of its rows the first that fits counts.')
      .optional(),
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
        oneOf: z
          .array(z.string().min(1))
          .min(1)
          .describe(
            'Roles, by name, or slugs of groups: whoever holds none of them when it opens, or is to be asked later, does not decide.',
          )
          .optional(),
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
    inputs: z
      .array(z.json())
      .describe(
        "A form for who approves: inputs as a flow's, whose expressions see the flow's `inputs` too. An approval fills it in, other decisions do not.",
      )
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
    onWait: z
      .array(z.json())
      .describe(
        'Tasks that run once when it opens, beside the wait; they see `outputs.<id>.url` and `due`. A failure is a warning, and it can be decided all the same.',
      )
      .optional(),
    onApprove: z.array(z.json()).describe('Tasks after an approval, before the flow goes on.').optional(),
    onDeny: z
      .array(z.json())
      .describe('Tasks after a denial or the expiry, before its behavior holds.')
      .optional(),
  }),
  branches: ['onWait', 'onApprove', 'onDeny'],
  inputLists: ['inputs'],
  besideInputs: true,
  propertyAliases: {},
  paths: ['show'],
  outputsOf: ['rules.differsFrom'],
  calendars: ['due.calendar'],
  matrices: ['matrix'],
  ownRounds: true,
  approves: (own) => own,
  review,
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
    votes: voteOutputs,
    due: z.string().nullable().describe('When it would have expired: an instant, ISO 8601.'),
    url: z.string().describe('Where it is decided; also while it waits.').optional(),
  }),
} satisfies TaskSpec
