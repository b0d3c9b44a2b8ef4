import { z } from 'zod'
import { requestOrders } from './list-order.ts'

const instant = z.iso.datetime()
const outcome = z.enum([
  'IN_PROGRESS',
  'WAITING_FOR_YOU',
  'ON_HOLD',
  'APPROVED',
  'REJECTED',
  'DONE',
  'WITHDRAWN',
  'CANCELLED',
])

const shownFile = z.object({ uri: z.string(), name: z.string(), size: z.int() })

export const idParams = z.object({ id: z.string().min(1).max(200) })
const away = z.object({ until: z.iso.date().optional().describe('The last day') })
export const person = z.object({
  id: z.string(),
  name: z.string(),
  away: away.optional().describe('Of who has something to decide and is not there now'),
})
export const shownValue = z.object({
  label: z.string(),
  value: z.json(),
  display: z.string(),
  file: shownFile.optional(),
  files: z.array(shownFile).optional(),
  drawing: z.string().optional(),
})
export const workingTime = z
  .object({
    spans: z.array(z.tuple([z.number(), z.number()])).describe('The next stretches, epoch milliseconds'),
    laterMs: z.number(),
    dayMs: z.number(),
  })
  .describe('Working time that is left until it is due')
const waitingFor = z.object({ people: z.array(person), groups: z.array(z.string()) })
const decision = z.object({
  by: person,
  onBehalfOf: person.optional().describe('In whose place'),
  vote: z.enum(['APPROVE', 'DENY', 'SEND_BACK']),
  comment: z.string().optional(),
  at: instant,
  kept: z.literal(true).optional().describe('Made in an earlier round, and standing in the present one'),
  answers: z.array(shownValue).optional().describe('What was answered to the form of what was decided'),
})
export const changedValue = z.object({
  label: z.string(),
  before: z.string().optional().describe('Absent: it is new'),
  now: z.string().optional().describe('Absent: it is gone'),
})

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true')
const day = z.iso.date().or(z.iso.datetime({ offset: true }))
const filters = {
  q: z.string().max(200).optional(),
  outcome: outcome.optional(),
  app: z.string().max(100).optional(),
  from: day.optional().describe('Made then or later: a day in UTC, or an instant'),
  until: day.optional().describe('Made before'),
  order: z.enum(requestOrders).default('newest'),
  everybody: flag,
  following: flag.describe("Others' requests that one follows, in place of one's own"),
}

interface Asked {
  from?: string
  until?: string
}

/** With the instants read, and in their order. */
function instants<T extends Asked>({ from, until, ...rest }: T, ctx: z.RefinementCtx) {
  const read = {
    from: from === undefined ? undefined : new Date(from),
    until: until === undefined ? undefined : new Date(until),
  }
  if (read.from && read.until && read.from > read.until)
    ctx.addIssue({ code: 'custom', path: ['until'], message: 'must not be before `from`' })
  return { ...rest, ...read }
}

export const exportQuery = z.strictObject(filters).transform(instants)
export const requestsQuery = z
  .strictObject({
    ...filters,
    after: z.string().max(1000).optional(),
    size: z.coerce.number().int().min(1).max(100).default(25),
  })
  .transform(instants)

export const requestRow = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  app: z.object({ id: z.string(), displayName: z.string(), icon: z.string().optional() }).nullable(),
  outcome,
  createdAt: instant,
  updatedAt: instant,
  closedAt: instant.optional(),
  stage: z.object({ title: z.string(), index: z.int(), of: z.int() }).optional(),
  waitingFor,
  expected: z
    .union([z.object({ from: instant, until: instant }), z.object({ late: z.literal(true) })])
    .optional()
    .describe('When half, and nine of ten, of the runs like it were over'),
})
export const requestPage = z.object({
  results: z.array(requestRow.extend({ requester: person.optional() })),
  total: z.int(),
  after: z.string().optional(),
})

export const question = z.strictObject({ text: z.string().trim().min(1).max(10_000) })
export const closing = z.strictObject({ reason: z.string().trim().min(1).max(2000) })
export const nudged = z.object({ told: z.array(person) })

const stage = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['done', 'now', 'next', 'skipped', 'failed', 'rejected']),
  startedAt: instant.optional(),
  endedAt: instant.optional(),
  waitingFor: waitingFor
    .extend({ since: instant, dueAt: instant.optional(), working: workingTime.optional() })
    .optional(),
  decisions: z.array(decision),
  usualSeconds: z.int().optional(),
  slowSeconds: z.int().optional(),
})

export const requestView = requestRow.extend({
  requester: person,
  round: z.int(),
  rounds: z.array(
    z.object({
      round: z.int(),
      answers: z.array(shownValue),
      changed: z.array(changedValue).describe('What the next round answers otherwise'),
      decisions: z.array(decision.extend({ title: z.string() })),
    }),
  ),
  changes: z
    .object({ by: person, comment: z.string(), at: instant })
    .optional()
    .describe('The requester is asked for these changes, and the request waits for them'),
  stages: z.array(stage),
  answers: z.array(shownValue),
  results: z.array(shownValue),
  files: z.array(z.object({ uri: z.string(), name: z.string(), size: z.int() })),
  history: z.array(
    z.object({
      at: instant,
      who: person.optional(),
      onBehalfOf: person.optional().describe('In whose place they decided'),
      what: z.enum([
        'submitted',
        'approved',
        'rejected',
        'sent-back',
        'resubmitted',
        'stage-done',
        'on-hold',
        'held',
        'resumed',
        'withdrawn',
        'finished',
        'cancelled',
        'cancel-asked',
        'commented',
        'nudged',
        'follower-added',
        'follower-removed',
      ]),
      detail: z.string().optional(),
      comment: z.string().optional(),
      answers: z.array(shownValue).optional(),
    }),
  ),
  may: z.object({
    withdraw: z.boolean(),
    resubmit: z.boolean(),
    copy: z.boolean(),
    openRun: z.boolean(),
    nudge: z.boolean(),
    askToCancel: z.boolean(),
    close: z.boolean(),
    evidence: z.boolean(),
    share: z.boolean(),
    follow: z.boolean(),
  }),
  nudgeableAt: instant.optional().describe('When it may be brought to mind again; absent: at once'),
  follows: z.boolean(),
  followers: z.array(person.extend({ added: z.boolean() })),
  questions: z.array(
    z.object({ id: z.string(), approvalId: z.string(), by: person, text: z.string(), at: z.iso.datetime() }),
  ),
  cancelAsked: z.object({ text: z.string(), at: instant }).optional(),
  hold: z.object({ stage: z.string(), told: z.string() }).optional(),
  executionId: z.string(),
})

const values = z.record(z.string(), z.unknown())

export const resubmission = z.strictObject({
  commandId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,64}$/, 'must be 16 to 64 letters and digits, made at random')
    .describe('The same one again changes nothing'),
  round: z.int().min(1).describe('Of the request as it was shown'),
  values,
})
export const resubmitted = z.object({ round: z.int() })
export const changesValues = z.strictObject({ values })
export const changesForm = z.object({
  round: z.int(),
  inputs: z.array(z.unknown()),
  states: z.array(z.unknown()),
  checks: z.array(z.unknown()),
  files: z.array(
    z.object({ id: z.string().describe('Stands for it among the values'), name: z.string(), size: z.int() }),
  ),
})
