import type { TimeLeft } from '#engine/flow/business-calendar/clock.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { FrozenApproval, Policy, Say, Vote } from '#engine/flow/approvals/types.ts'
import type { Prisma } from '#server/db.ts'
import { addressOfApproval } from './address.ts'
import type { Escalation } from './properties.ts'

/** The frozen policy of a stored approval. What stands there was made by `openApproval` and by nothing else. */
export function policyOf(json: unknown): Policy {
  return json as Policy
}

/** What the interpreter keeps of an approval, from its row. */
export function storedApproval(row: {
  id: string
  version: number
  seenHash: string
  policy: unknown
  dueAt: Date | null
  remindAt: readonly Date[]
  escalation: unknown
}): FrozenApproval {
  const escalation = escalationOf(row.escalation)
  return {
    version: row.version,
    seenHash: row.seenHash,
    url: addressOfApproval(row.id),
    policy: policyOf(row.policy),
    dueAt: row.dueAt?.getTime(),
    remindAt: row.remindAt.map((at) => at.getTime()),
    escalations: escalation?.steps.length,
    ...(escalation?.then === 'deny' ? { then: 'DENY' as const } : {}),
  }
}

/** Who is asked when a stored approval is due; only its opening writes it. */
export function escalationOf(json: unknown): Escalation | undefined {
  return (json ?? undefined) as Escalation | undefined
}

/** What is left of a clock that stands still; only `record-change.ts` writes it. */
export function timeLeftOf(json: unknown): TimeLeft | undefined {
  return (json ?? undefined) as TimeLeft | undefined
}

/** Reads votes with the names that they tell. */
export const withNames = {
  person: { select: { name: true } },
  onBehalfOf: { select: { id: true, name: true } },
} as const satisfies Prisma.ApprovalVoteInclude

/** A stored vote with the names that it tells. */
export interface VoteRow {
  decisionId: string
  personId: string
  round: number
  vote: string
  comment: string | null
  inputs: unknown
  at: Date
  heldUntil: Date | null
  keptFrom: string | null
  person: { name: string }
  onBehalfOf: { id: string; name: string } | null
}

/** The votes of a round as the interpreter counts them. */
export function votesOf(rows: readonly VoteRow[], round: number): Vote[] {
  return rows
    .filter((row) => row.round === round)
    .map(({ decisionId, personId, vote, comment, inputs, at, heldUntil, person, onBehalfOf }) => ({
      decisionId,
      personId,
      personName: person.name,
      ...(onBehalfOf ? { onBehalfOf } : {}),
      vote: sayFrom(vote),
      comment: comment ?? undefined,
      ...(inputs ? { inputs: inputs as JsonObject } : {}),
      at: at.getTime(),
      ...(heldUntil ? { heldUntil: heldUntil.getTime() } : {}),
    }))
}

/** What a stored vote says; only recording it writes one. */
export function sayFrom(text: string): Say {
  return text as Say
}
