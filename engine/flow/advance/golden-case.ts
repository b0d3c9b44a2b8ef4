import { z } from 'zod'

const decision = z.strictObject({
  by: z.string(),
  task: z.string(),
  vote: z.enum(['APPROVE', 'DENY', 'SEND_BACK']).default('APPROVE'),
  holdMs: z.int().optional(),
  comment: z.string().optional(),
  inputs: z.record(z.string(), z.json()).optional(),
  id: z.string().optional(),
  version: z.int().default(1),
  seenHash: z.string().default('seen'),
  round: z.int().default(1),
  /** Numbers of the iterations around the task. */
  iterations: z.array(z.int()).default([]),
  /** What the decider is told: `OPEN`, `APPROVED`, `DENIED`, or the code of a refusal. */
  told: z.string(),
})

const answer = z.strictObject({
  state: z.enum(['SUCCESS', 'WARNING', 'FAILED']).default('SUCCESS'),
  outputs: z.record(z.string(), z.json()).optional(),
  message: z.string().optional(),
  variables: z.record(z.string(), z.json()).optional(),
  unset: z.strictObject({ names: z.array(z.string()), ignoreMissing: z.boolean() }).optional(),
  labels: z.record(z.string(), z.string()).optional(),
  afterMs: z.int().default(0),
  /** Ends only when it is cancelled. */
  never: z.boolean().default(false),
})

const childEnd = z.strictObject({
  state: z.enum(['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED']).default('SUCCESS'),
  outputs: z.record(z.string(), z.json()).optional(),
  message: z.string().optional(),
  broken: z.boolean().optional(),
  afterMs: z.int().default(0),
  /** Ends only when it is stopped. */
  never: z.boolean().default(false),
})

/** Executions of another flow that a task starts. */
const children = z.strictObject({
  total: z.int().default(1),
  impossible: z.string().optional(),
  /** One for each; the last one is repeated. */
  ends: z
    .array(childEnd)
    .min(1)
    .default([childEnd.parse({})]),
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
  remindInMs: z.array(z.int()).optional(),
  /** Whether the request may be sent back. */
  sendBack: z.boolean().default(false),
  /** Whether who approves answers a form. */
  form: z.literal(true).optional(),
  url: z.string().optional(),
  /** By round: those whose approvals of an earlier one still stand. */
  standing: z.record(z.string(), z.array(z.string())).default({}),
  /** Who is asked each time that it is due, and for how long; nobody: an empty list. */
  escalate: z.array(z.strictObject({ people: z.array(z.string()), dueInMs: z.int().optional() })).default([]),
})

/** A task run of an execution that has ended. */
const place = z.strictObject({
  task: z.string(),
  /** Numbers of the iterations around it, outermost first. */
  iterations: z.array(z.int()).default([]),
})

/** What a person does with the execution when it has ended, and what must come of it. */
const again = z.strictObject({
  restart: z.literal(true).optional(),
  from: place.optional(),
  mark: place.extend({ state: z.enum(['SUCCESS', 'WARNING', 'FAILED']) }).optional(),
  expect: z.strictObject({
    state: z.string(),
    /** Task runs that are gone, as `task~iteration…`. */
    dropped: z.array(z.string()),
    /** Those that anything was told of, and all others as they were, both as in `runs`. */
    told: z.array(z.string()),
    others: z.array(z.string()),
    messages: z.record(z.string(), z.string()).optional(),
  }),
})

/** What a template comes to that is evaluated in the ended execution, or in one of its task runs. */
const evaluated = place.partial().extend({ template: z.string(), gives: z.string() })

/** One thing from outside: at a time after the start, or as soon as the run waits for something from outside. */
const event = z.strictObject({
  atMs: z.int().optional(),
  decide: decision.optional(),
  kill: z
    .strictObject({ by: z.string().default('somebody'), outcome: z.enum(['KILLED', 'CANCELLED']).optional() })
    .optional(),
  hold: z.strictObject({ by: z.string() }).optional(),
  resume: z
    .strictObject({
      by: z.string().default('somebody'),
      task: z.string().optional(),
      inputs: z.record(z.string(), z.json()).default({}),
      id: z.string().optional(),
      /** `resumed`, or the code of a refusal. */
      told: z.string().default('resumed'),
    })
    .optional(),
  resubmit: z
    .strictObject({
      round: z.int(),
      inputs: z.record(z.string(), z.json()),
      by: z.string().default('Rae'),
      id: z.string().optional(),
      /** `resubmitted`, or the code of a refusal. */
      told: z.string().default('resubmitted'),
    })
    .optional(),
  finished: z.strictObject({ task: z.string(), attempt: z.int().default(1) }).optional(),
})

/** A golden file: a flow, what it is started with, what the outside answers, and what must come of it. */
export const goldenCase = z.strictObject({
  about: z.string(),
  flow: z.string(),
  inputs: z.record(z.string(), z.json()).default({}),
  labels: z.record(z.string(), z.string()).default({}),
  requester: z.record(z.string(), z.json()).optional(),
  /** Which execution it is of those that a retry makes one after the other, and how long before it the first began. */
  attempt: z.strictObject({ number: z.int(), firstMs: z.int() }).optional(),
  /** How long it waited for its turn. */
  waitedMs: z.int().default(0),
  /** By task id, or in a loop by `id[value]`, one for each attempt; the last one is repeated. */
  answers: z.record(z.string(), z.array(answer)).default({}),
  approvals: z.record(z.string(), approval).default({}),
  /** By task id, for each attempt alike. */
  children: z.record(z.string(), children).default({}),
  events: z.array(event).default([]),
  expect: z.strictObject({
    state: z.string(),
    /** States of the execution, in order. */
    states: z.array(z.string()).optional(),
    outputs: z.record(z.string(), z.json()).optional(),
    error: z.string().optional(),
    labels: z.record(z.string(), z.string()).optional(),
    /** When the execution begins that takes this one's place, and its number. */
    successor: z.strictObject({ atMs: z.int(), attempt: z.int() }).optional(),
    /** `id STATE` or `id STATE n` with n attempts, in a loop `id[value] …`, in the order in which they were made; all of them. */
    runs: z.array(z.string()),
    /** States that each task run was told to have, in order. */
    histories: z.record(z.string(), z.array(z.string())).optional(),
    /** Outputs by task id, as later tasks see them; `null`: none. */
    taskOutputs: z.record(z.string(), z.json()).optional(),
    /** What a text of the task's properties rendered to when it began; in a loop also by `id[value]`. */
    messages: z.record(z.string(), z.string()).optional(),
    tookMs: z.int().optional(),
    /** Lines that are about the execution itself. */
    log: z.array(z.string()).optional(),
    /** How approvals closed, by task id. */
    closed: z.record(z.string(), z.string()).optional(),
    /** When deciders were reminded, milliseconds. */
    reminded: z.array(z.int()).optional(),
    /** When people were asked because an approval was due, by their names. */
    escalated: z.array(z.string()).optional(),
    /** Task runs of earlier rounds that counted in a later one, as `id round`. */
    kept: z.array(z.string()).optional(),
    /** Names of those whose votes counted. */
    votes: z.array(z.string()).optional(),
  }),
  again: z.array(again).default([]),
  evaluated: z.array(evaluated).default([]),
  /** False where an attempt more changes the end. */
  interruptible: z.boolean().default(true),
})

export type GoldenCase = z.infer<typeof goldenCase>
export type GoldenEvent = z.infer<typeof event>
