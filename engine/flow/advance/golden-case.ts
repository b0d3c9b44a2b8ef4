import { z } from 'zod'

const decision = z.strictObject({
  by: z.string(),
  task: z.string(),
  vote: z.enum(['APPROVE', 'DENY']).default('APPROVE'),
  comment: z.string().optional(),
  id: z.string().optional(),
  version: z.int().default(1),
  seenHash: z.string().default('seen'),
  round: z.int().default(1),
  /** What the decider is told: `OPEN`, `APPROVED`, `DENIED`, or the code of a refusal. */
  told: z.string(),
})

const answer = z.strictObject({
  state: z.enum(['SUCCESS', 'WARNING', 'FAILED']).default('SUCCESS'),
  outputs: z.record(z.string(), z.json()).optional(),
  message: z.string().optional(),
  variables: z.record(z.string(), z.json()).optional(),
  afterMs: z.int().default(0),
  /** Ends only when it is cancelled. */
  never: z.boolean().default(false),
})

const approval = z.strictObject({
  auto: z.boolean().default(false),
  impossible: z.string().optional(),
  groups: z
    .array(
      z.strictObject({
        people: z.array(z.string()),
        quorum: z
          .union([z.literal('any'), z.literal('all'), z.int(), z.templateLiteral([z.number(), '%'])])
          .default('any'),
      }),
    )
    .default([]),
  order: z.enum(['parallel', 'sequential']).default('parallel'),
  notRequester: z.boolean().default(true),
  commentRequired: z.enum(['NEVER', 'ALWAYS', 'ON_DENY']).default('ON_DENY'),
  requester: z.string().optional(),
  dueInMs: z.int().optional(),
})

/** One thing from outside: at a time after the start, or as soon as the run waits for something from outside. */
const event = z.strictObject({
  atMs: z.int().optional(),
  decide: decision.optional(),
  kill: z
    .strictObject({ by: z.string().default('somebody'), outcome: z.enum(['KILLED', 'CANCELLED']).optional() })
    .optional(),
  resubmit: z.strictObject({ round: z.int(), inputs: z.record(z.string(), z.json()) }).optional(),
  finished: z.strictObject({ task: z.string(), attempt: z.int().default(1) }).optional(),
})

/** A golden file: a flow, what it is started with, what the outside answers, and what must come of it. */
export const goldenCase = z.strictObject({
  about: z.string(),
  flow: z.string(),
  inputs: z.record(z.string(), z.json()).default({}),
  labels: z.record(z.string(), z.string()).default({}),
  requester: z.record(z.string(), z.json()).optional(),
  /** By task id, one for each attempt; the last one is repeated. */
  answers: z.record(z.string(), z.array(answer)).default({}),
  approvals: z.record(z.string(), approval).default({}),
  events: z.array(event).default([]),
  expect: z.strictObject({
    state: z.string(),
    /** States of the execution, in order. */
    states: z.array(z.string()).optional(),
    outputs: z.record(z.string(), z.json()).optional(),
    error: z.string().optional(),
    /** `id STATE` or `id STATE n` with n attempts, in the order in which they were made; all of them. */
    runs: z.array(z.string()),
    /** States that each task run was told to have, in order. */
    histories: z.record(z.string(), z.array(z.string())).optional(),
    /** Outputs by task id, as later tasks see them; `null`: none. */
    taskOutputs: z.record(z.string(), z.json()).optional(),
    /** What a text of the task's properties rendered to when it began. */
    messages: z.record(z.string(), z.string()).optional(),
    tookMs: z.int().optional(),
    /** How approvals closed, by task id. */
    closed: z.record(z.string(), z.string()).optional(),
    /** Names of those whose votes counted. */
    votes: z.array(z.string()).optional(),
  }),
  /** False where an attempt more changes the end. */
  interruptible: z.boolean().default(true),
})

export type GoldenCase = z.infer<typeof goldenCase>
export type GoldenEvent = z.infer<typeof event>
