import { z } from 'zod'
import { changedValue, person, requestRow, shownValue, workingTime } from '#server/requests/schemas.ts'

const instant = z.iso.datetime()
const vote = z.enum(['APPROVE', 'DENY', 'SEND_BACK'])

export const idParams = z.object({ id: z.string().min(1).max(300) })

export const listQuery = z.strictObject({
  box: z.enum(['mine', 'group', 'delegated', 'done']).default('mine'),
  q: z.string().max(200).optional(),
  app: z.string().max(100).optional(),
  after: z.string().max(1000).optional(),
  size: z.coerce.number().int().min(1).max(100).default(25),
})

export const row = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['OPEN', 'APPROVED', 'DENIED', 'EXPIRED', 'CANCELLED', 'SENT_BACK']),
  requester: person.nullable(),
  request: z.object({ id: z.string(), number: z.string(), title: z.string() }).nullable(),
  appName: z.string().optional(),
  keyValues: z.array(shownValue),
  createdAt: instant,
  dueAt: instant.optional(),
  working: workingTime.optional(),
  closedAt: instant.optional(),
  throughGroups: z.array(z.string()),
  kind: z.string(),
  version: z.int(),
  seenHash: z.string(),
  commentRequired: z.enum(['NEVER', 'ALWAYS', 'ON_DENY']),
  sendBack: z
    .object({ label: z.string().optional() })
    .optional()
    .describe('The requester can be asked for changes'),
  hasForm: z.literal(true).optional().describe('Who approves answers a form: it is decided by itself'),
  onBehalfOf: person
    .extend({ until: z.iso.date() })
    .optional()
    .describe('In whose place one would decide now: somebody who lent it to one, and until when'),
  claimedBy: person.optional().describe('Somebody else of the group is on it'),
  mine: z
    .object({
      vote,
      at: instant,
      comment: z.string().optional(),
      onBehalfOf: person.optional().describe('In whose place'),
    })
    .optional(),
})

export const counts = z.object({ mine: z.int(), group: z.int(), delegated: z.int() })

export const page = z.object({ results: z.array(row), total: z.int(), after: z.string().optional() })

const castVote = z.object({
  by: person,
  onBehalfOf: person.optional().describe('In whose place'),
  vote,
  comment: z.string().optional(),
  at: instant,
  kept: z.literal(true).optional().describe('Made in an earlier round, and standing in this one'),
  answers: z.array(shownValue).optional().describe('What was answered to the form of the approval'),
})

export const view = row.extend({
  round: z.int(),
  messageHtml: z.string().optional(),
  show: z.array(shownValue),
  groups: z.array(
    z.object({
      title: z.string(),
      quorum: z.string(),
      people: z.array(person),
      approved: z.int(),
      needed: z.int(),
    }),
  ),
  votes: z.array(castVote),
  form: z
    .object({ inputs: z.array(z.unknown()) })
    .optional()
    .describe('What who approves answers, as the inputs of a flow are told; where it is open'),
  labels: z.object({ approve: z.string().optional(), deny: z.string().optional() }).optional(),
  earlier: z
    .array(
      z.object({
        round: z.int(),
        show: z.array(shownValue),
        votes: z.array(castVote),
        changed: z.array(changedValue),
      }),
    )
    .describe('What was shown and decided in earlier rounds, the newest first'),
  refusal: z.string().optional(),
  held: z.object({ decisionId: z.string(), until: instant }).optional(),
  claim: z
    .object({
      by: person.optional(),
      since: instant.optional(),
      may: z.enum(['claim', 'release', 'take-over']).optional(),
    })
    .optional()
    .describe('Who is on it, where one of several people decides'),
  may: z.object({ reassign: z.boolean(), addDecider: z.boolean(), askInfo: z.boolean() }),
  questions: z.array(
    z.object({
      id: z.string(),
      by: person,
      of: person,
      text: z.string(),
      at: instant,
      stopsClock: z.boolean(),
      answer: z.object({ text: z.string(), at: instant }).optional(),
    }),
  ),
  others: z.array(requestRow),
})

const commandId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,64}$/, 'must be 16 to 64 letters and digits, made at random')
const personId = z.string().min(1).max(100)
const version = z.int().min(1)
const holdSeconds = z.int().min(0).max(10)

export const decision = z.strictObject({
  decisionId: commandId,
  vote,
  onBehalfOf: personId
    .optional()
    .describe('The decider in whose place, who lent it to you; absent: in your own.'),
  comment: z.string().trim().max(5000).optional(),
  inputs: z
    .record(z.string().max(200), z.unknown())
    .optional()
    .describe(
      'Answers to the form, where the approval has one; with an approval only. Files by the ids of uploads.',
    ),
  version,
  seenHash: z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256'),
  holdSeconds: holdSeconds
    .optional()
    .describe('How long it can be taken back; absent: as you chose for the browser, else not at all.'),
})

export const formBody = z.strictObject({ values: z.record(z.string().max(200), z.unknown()).default({}) })
export const formAnswer = z.object({
  inputs: z.array(z.unknown()),
  states: z.array(z.unknown()),
  checks: z.array(z.unknown()),
})

export const manyDecisions = z.strictObject({
  vote,
  comment: decision.shape.comment,
  holdSeconds: holdSeconds.default(10).describe('How long each can be taken back.'),
  approvals: z
    .array(
      z.strictObject({
        id: idParams.shape.id,
        ...decision.pick({ decisionId: true, version: true, seenHash: true, onBehalfOf: true }).shape,
      }),
    )
    .min(1)
    .max(100)
    .describe('All of one task of one flow, as they were shown.'),
})

export const settings = z.strictObject({ holdSeconds })

export const decisionParams = idParams.extend({ decisionId: z.string().min(1).max(64) })

/** `takeOver`: also where somebody else is on it. */
export const claiming = z.strictObject({ takeOver: z.boolean().default(false) })

export const retraction = z.strictObject({ commandId })

/** Somebody else in one's own place; `fromId`: in another decider's, for those who oversee the approval. */
export const reassignment = z.strictObject({
  commandId,
  version,
  toId: personId,
  fromId: personId.optional(),
})

export const addition = z.strictObject({ commandId, version, personId })

/** Without `personId` the requester is asked, and the due date stands still until they answer. */
export const question = z.strictObject({
  commandId,
  personId: personId.optional(),
  text: z.string().trim().min(1).max(5000),
})

export const questionParams = idParams.extend({ questionId: z.string().min(1).max(64) })

export const answer = z.strictObject({ commandId, text: z.string().trim().min(1).max(5000) })

export const amended = z.object({ version: z.int() })

export const decided = z.object({
  accepted: z.literal(true),
  outcome: z.enum(['OPEN', 'APPROVED', 'DENIED', 'SENT_BACK']),
  remaining: z.int(),
  heldUntil: z.number().optional().describe('Epoch milliseconds: until then it can be taken back.'),
})

const one = z.object({ id: z.string(), decisionId: z.string() })

export const manyDecided = z.object({
  results: z.array(
    z.discriminatedUnion('accepted', [
      one.extend(decided.shape),
      one.extend({ accepted: z.literal(false), code: z.string(), message: z.string() }),
    ]),
  ),
})
