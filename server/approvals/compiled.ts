import type { FrozenApproval, Policy, ShownValue } from '#engine/flow/approvals/types.ts'

/** The frozen policy of a stored approval. What stands there was made by `openApproval` and by nothing else. */
export function policyOf(json: unknown): Policy {
  return json as Policy
}

export function shownValuesOf(json: unknown): ShownValue[] {
  return json as ShownValue[]
}

/** What the interpreter keeps of an approval, from its row. */
export function storedApproval(row: {
  version: number
  seenHash: string
  policy: unknown
  dueAt: Date | null
}): FrozenApproval {
  return {
    version: row.version,
    seenHash: row.seenHash,
    policy: policyOf(row.policy),
    dueAt: row.dueAt?.getTime(),
  }
}
