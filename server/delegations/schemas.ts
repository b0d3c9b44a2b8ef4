import { z } from 'zod'
import { day } from '#server/absences/schemas.ts'
import { person } from '#server/requests/schemas.ts'

const id = z.string().min(1).max(100)

export const ownParams = z.object({ delegationId: id })
export const personParams = z.object({ id })
export const placeParams = z.object({ id, delegationId: id })
export const peopleQuery = z.strictObject({ q: z.string().max(100).default('') })

export const newDelegation = z.strictObject({
  delegateId: id.describe('Who may decide'),
  startsOn: day,
  endsOn: day.describe('The last day; a year later at most'),
  namespace: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Only what is decided in it and below it; absent: everywhere'),
  flowId: z.string().trim().min(1).max(200).optional().describe('Only what this flow of the namespace asks'),
  reason: z.string().trim().max(500).default(''),
})

export const delegation = z.object({
  id: z.string(),
  person,
  delegate: person,
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  namespace: z.string().optional(),
  flowId: z.string().optional(),
  reason: z.string(),
  when: z.enum(['past', 'now', 'future']),
  endedAt: z.iso.datetime().optional(),
})

const scope = z.object({ namespace: z.string(), flowId: z.string(), name: z.string() })
export const delegations = z.object({
  given: z.array(delegation),
  received: z.array(delegation),
  scopes: z.array(scope).describe('Flows in which the person was asked to decide'),
})
export const candidates = z.array(z.object({ id: z.string(), name: z.string() }))
