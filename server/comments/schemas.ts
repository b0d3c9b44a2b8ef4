import { z } from 'zod'
import { person } from '#server/requests/schemas.ts'

const instant = z.iso.datetime()

/** Signs of a comment. */
const longestText = 10_000
const text = z.string().trim().max(longestText).describe('Markdown')
const mentions = z
  .array(z.string().max(100))
  .max(20)
  .default([])
  .describe('Ids of people; those whose `@name` the text does not say are left out')

export const newComment = z.strictObject({
  text,
  mentions,
  uploadIds: z.array(z.string().max(64)).max(10).default([]).describe('Whole uploads of your own'),
})
export const commentChange = z.strictObject({ text: text.min(1), mentions })

export const commentParams = z.object({ id: z.string().max(200), commentId: z.string().max(100) })
export const pageQuery = z.strictObject({
  after: z.string().max(1000).optional(),
  size: z.coerce.number().int().min(1).max(100).default(50),
})
export const peopleQuery = z.strictObject({
  q: z.string().max(100).default('').describe('Part of a name'),
})

export const comment = z.object({
  id: z.string(),
  kind: z.enum(['comment', 'cancel']),
  by: person.extend({ guest: z.literal(true).optional() }),
  html: z.string().describe('Sanitised'),
  source: z.string().optional(),
  mentions: z.array(person),
  files: z.array(z.object({ uri: z.string(), name: z.string(), size: z.int() })),
  createdAt: instant,
  editedAt: instant.optional(),
  deletedAt: instant.optional(),
  earlier: z.array(z.object({ text: z.string(), at: instant })),
  editableUntil: instant.optional(),
  mayDelete: z.boolean(),
})
export const commentPage = z.object({
  results: z.array(comment),
  total: z.int(),
  may: z.object({ comment: z.boolean(), share: z.boolean(), mention: z.boolean() }),
  after: z.string().optional(),
})
export const candidates = z.array(z.object({ id: z.string(), name: z.string(), sees: z.boolean() }))
