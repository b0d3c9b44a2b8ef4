import type { Tx } from '#server/db.ts'
import { env } from '#server/env.ts'
import { newSignedId } from '#server/secrets/signed-id.ts'
import { pathOfLink } from './token.ts'

/** How long a link lives, unless its approval is closed before. Milliseconds. */
const lifeMs = 7 * 24 * 60 * 60 * 1000

/**
 * A link for each of them, by which they and nobody else decide once, on what the approval shows now. Who has a second factor gets none:
 * it would be worth nothing if their mailbox alone decided.
 * @returns paths by person id; empty where the approval is not open, or the operator wants no such links
 */
export async function makeDecisionLinks(
  tx: Tx,
  approvalId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (env().FORMWORK_MAIL_DECISIONS === 'off' || personIds.length === 0) return new Map()
  const approval = await tx.approval.findUnique({
    where: { id: approvalId, state: 'OPEN' },
    select: { version: true, seenHash: true },
  })
  if (!approval) return new Map()
  const guarded = await tx.secondFactor.findMany({
    where: { personId: { in: [...personIds] }, confirmedAt: { not: null } },
    select: { personId: true },
  })
  const without = new Set(guarded.map(({ personId }) => personId))
  const links = personIds
    .filter((personId) => !without.has(personId))
    .map((personId) => ({ id: newSignedId(), personId }))
  const expiresAt = new Date(Date.now() + lifeMs)
  await tx.decisionLink.createMany({
    data: links.map((link) => ({ ...link, ...approval, approvalId, expiresAt })),
  })
  return new Map(links.map(({ id, personId }) => [personId, pathOfLink(id)]))
}
