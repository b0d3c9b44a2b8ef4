import { z } from 'zod'
import type { Allowed, Policy } from '#engine/flow/approvals/types.ts'
import { isMoment } from '#engine/flow/business-calendar/moment.ts'
import { isDuration } from '#engine/flow/duration.ts'
import type { Json, JsonObject, LocalText, Task } from '#engine/flow/flow.ts'
import { isTrueText } from '#engine/flow/truth.ts'

/** People as the author names them. */
export interface AskedPeople {
  /** Slug. */
  group?: string
  /** Slugs, or names that no other group has: who is in one of them is one of these people. Absent: none. */
  groups?: string[]
  /** Ids or mails. */
  users: string[]
  /** Ids or mails of people whose managers are meant. */
  managersOf: string[]
}

/** One group of deciders as the author asked for it. */
export interface AskedGroup extends AskedPeople {
  quorum: 'any' | 'all' | number | `${number}%`
}

/** Who is asked too when it is due. */
export interface Escalation {
  /** One after the other. */
  steps: AskedPeople[]
  /** How long each of them has, ISO 8601. */
  after: string
  then: 'expire' | 'deny'
}

/** What opening an approval needs of the task's rendered properties. */
export interface ApprovalProperties {
  title: LocalText
  /** Markdown. */
  message?: LocalText
  /** Paths: `inputs.amount`. */
  show: string[]
  deciders: AskedGroup[]
  /** Number of the row of the matrix that says so, from 1. */
  row?: number
  order: 'parallel' | 'sequential'
  rules: Policy['rules']
  /** Ids of tasks: whoever decided in one of them does not decide here. */
  differsFrom: string[]
  labels?: { approve?: LocalText; deny?: LocalText }
  /** It may be sent back. */
  sendBack?: { label?: LocalText }
  autoApprove: boolean
  /** One of both; undefined: never. */
  due?: { in?: string; at?: string }
  /** Slug of the business calendar that its times are counted on. */
  calendar?: string
  /** Shares of the time until it is due, in percent, or durations from the opening. */
  remind: (number | string)[]
  escalation?: Escalation
  allow: Allowed[]
  /** Slug of the group whose members can be given a place. */
  reassignScope?: string
}

const percent = z.templateLiteral([z.number().positive().max(100), '%'])
const count = z.union([
  z.int().positive(),
  z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .transform(Number),
])
const quorum = z.union([z.literal('any'), z.literal('all'), count, percent]).default('any')
const names = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : value.split(',')))
  .transform((list) => list.map((name) => name.trim()).filter((name) => name !== ''))

/** One name, several with commas between them, or a list of them; none where it is neither. */
export function readNames(value: Json | undefined): string[] {
  const read = names.safeParse(value)
  return read.success ? read.data : []
}

const duration = z.string().refine(isDuration, 'must be an ISO 8601 duration such as `P2D`')
const moment = z
  .string()
  .trim()
  .refine(isMoment, 'must be a day, a time or an instant, such as `2026-12-01` or `2026-12-01T14:00`')

const buttonText = z.string().trim().min(1).max(60)
const label = z.object({
  label: z.union([buttonText, z.record(z.string(), buttonText)]).optional(),
})
/** A text that came to nothing in one language is not there in it. */
const texts = z.union([z.string(), z.record(z.string(), z.string())]).transform((text) => {
  if (typeof text === 'string') return text.trim() === '' ? undefined : text.trim()
  const written = Object.entries(text).filter(([, one]) => one.trim() !== '')
  return written.length > 0 ? Object.fromEntries(written) : undefined
})

const who = z.object({
  group: z.string().trim().min(1).optional(),
  groups: names.optional(),
  user: names.optional(),
  users: names.optional(),
  managerOf: names.optional(),
})
const share = z
  .string()
  .regex(/^\d{1,2}(\.\d+)?%$/)
  .transform(Number.parseFloat)

const shape = z.object({
  title: texts.optional(),
  message: texts.optional(),
  deciders: z.array(who.extend({ quorum })).min(1),
  order: z.enum(['parallel', 'sequential']).default('parallel'),
  rules: z
    .object({
      notRequester: z.boolean().default(true),
      commentRequired: z.enum(['NEVER', 'ALWAYS', 'ON_DENY']).default('ON_DENY'),
      differsFrom: z.array(z.string()).default([]),
      oneOf: names.optional(),
    })
    .prefault({}),
  decisions: z
    .object({ approve: label.optional(), deny: label.optional(), sendBack: label.optional() })
    .optional(),
  due: z
    .object({ in: duration.optional(), at: moment.optional(), calendar: z.string().optional() })
    .optional(),
  remind: z.array(z.union([share, duration])).default([]),
  onDue: z
    .object({
      escalateTo: z.union([who.transform((one) => [one]), z.array(who)]),
      after: duration.default('P1D'),
      then: z.enum(['expire', 'deny']).default('expire'),
    })
    .optional(),
  allow: z.array(z.enum(['reassign', 'addDecider', 'askInfo'])).default(['askInfo']),
  reassignScope: z.object({ group: z.string().trim().min(1) }).optional(),
})

/**
 * Reads the rendered properties, or says which of them did not render to what it should.
 * @param row of the matrix that named the deciders, from 0
 */
export function readProperties(
  task: Task,
  rendered: JsonObject,
  row?: number,
): { properties: ApprovalProperties } | { impossible: string } {
  const read = shape.safeParse(withoutNulls(rendered))
  if (!read.success) {
    const [issue] = read.error.issues
    return {
      impossible: `\`${issue?.path.join('.') ?? ''}\` of the approval: ${issue?.message ?? 'not readable'}`,
    }
  }
  const { title, message, deciders, order, decisions, due, onDue, allow, reassignScope } = read.data
  const { differsFrom, ...rules } = read.data.rules
  return {
    properties: {
      title: title ?? task.description ?? task.id,
      message,
      // Paths are names, not texts to render.
      show: listOfTexts(task.properties.show),
      ...(row === undefined ? {} : { row: row + 1 }),
      deciders: deciders.map(({ quorum: needed, ...people }) => ({ ...peopleOf(people), quorum: needed })),
      order,
      rules,
      differsFrom,
      labels: decisions && { approve: decisions.approve?.label, deny: decisions.deny?.label },
      sendBack: decisions?.sendBack && { label: decisions.sendBack.label },
      autoApprove: isTrue(rendered.autoApprove),
      due: due && { in: due.in, at: due.at },
      calendar: due?.calendar,
      remind: read.data.remind,
      escalation: onDue && {
        steps: onDue.escalateTo.map(peopleOf),
        after: onDue.after,
        then: onDue.then,
      },
      allow,
      reassignScope: reassignScope?.group,
    },
  }
}

function peopleOf({
  group,
  groups,
  user = [],
  users = [],
  managerOf = [],
}: z.infer<typeof who>): AskedPeople {
  return { group, ...(groups ? { groups } : {}), users: [...user, ...users], managersOf: managerOf }
}

function listOfTexts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** Rule 9: the rendered text decides. Absent is never yes. */
function isTrue(value: Json | undefined): boolean {
  if (value === undefined || value === null) return false
  return isTrueText(typeof value === 'string' ? value : JSON.stringify(value))
}

function withoutNulls(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null))
}
