import { z } from 'zod'
import { durationMs, isDuration } from '#engine/flow/duration.ts'
import type { Json, JsonObject, LocalText, Task } from '#engine/flow/flow.ts'
import { isTrueText } from '#engine/flow/truth.ts'

/** One group of deciders as the author asked for it. */
export interface AskedGroup {
  /** Slug. */
  group?: string
  /** Ids or mails. */
  users: string[]
  quorum: 'any' | 'all' | number | `${number}%`
}

/** What opening an approval needs of the task's rendered properties. */
export interface ApprovalProperties {
  title: LocalText
  /** Markdown. */
  message?: LocalText
  /** Paths: `inputs.amount`. */
  show: string[]
  deciders: AskedGroup[]
  order: 'parallel' | 'sequential'
  rules: { notRequester: boolean; commentRequired: 'NEVER' | 'ALWAYS' | 'ON_DENY' }
  /** Ids of tasks: whoever decided in one of them does not decide here. */
  differsFrom: string[]
  labels?: { approve?: LocalText; deny?: LocalText }
  autoApprove: boolean
  dueInMs?: number
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
const duration = z
  .string()
  .refine(isDuration, 'must be an ISO 8601 duration such as `P2D`')
  .transform(durationMs)

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

const shape = z.object({
  title: texts.optional(),
  message: texts.optional(),
  deciders: z
    .array(
      z.object({
        group: z.string().trim().min(1).optional(),
        user: names.optional(),
        users: names.optional(),
        quorum,
      }),
    )
    .min(1),
  order: z.enum(['parallel', 'sequential']).default('parallel'),
  rules: z
    .object({
      notRequester: z.boolean().default(true),
      commentRequired: z.enum(['NEVER', 'ALWAYS', 'ON_DENY']).default('ON_DENY'),
      differsFrom: z.array(z.string()).default([]),
    })
    .prefault({}),
  decisions: z.object({ approve: label.optional(), deny: label.optional() }).optional(),
  due: z.object({ in: duration }).optional(),
})

/** Reads the rendered properties, or says which of them did not render to what it should. */
export function readProperties(
  task: Task,
  rendered: JsonObject,
): { properties: ApprovalProperties } | { impossible: string } {
  const read = shape.safeParse(withoutNulls(rendered))
  if (!read.success) {
    const [issue] = read.error.issues
    return {
      impossible: `\`${issue?.path.join('.') ?? ''}\` of the approval: ${issue?.message ?? 'not readable'}`,
    }
  }
  const { title, message, deciders, order, decisions, due } = read.data
  const { differsFrom, ...rules } = read.data.rules
  return {
    properties: {
      title: title ?? task.description ?? task.id,
      message,
      // Paths are names, not texts to render.
      show: listOfTexts(task.properties.show),
      deciders: deciders.map(({ group, user, users, quorum: needed }) => ({
        group,
        users: [...(user ?? []), ...(users ?? [])],
        quorum: needed,
      })),
      order,
      rules,
      differsFrom,
      labels: decisions && { approve: decisions.approve?.label, deny: decisions.deny?.label },
      autoApprove: isTrue(rendered.autoApprove),
      dueInMs: due?.in,
    },
  }
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
