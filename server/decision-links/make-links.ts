import { policyOf } from '#server/approvals/compiled.ts'
import type { Tx } from '#server/db.ts'
import { newSignedId } from '#server/secrets/signed-id.ts'
import { whoDecidesByMail } from './decides-by-mail.ts'
import { pathOfLink } from './token.ts'

/** How long a link lives, unless its approval is closed before. Milliseconds. */
const lifeMs = 7 * 24 * 60 * 60 * 1000

/**
 * A link for each of them who may decide by mail, by which they and nobody else decide once, on what the approval shows now.
 * @returns paths by person id; empty where the approval is not open or has a form, or the operator wants no such links
 */
export async function makeDecisionLinks(
  tx: Tx,
  approvalId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const may = await whoDecidesByMail(tx, personIds)
  if (may.size === 0) return new Map()
  const approval = await tx.approval.findUnique({
    where: { id: approvalId, state: 'OPEN' },
    select: { version: true, seenHash: true, policy: true },
  })
  // a form is filled in where the product is
  if (!approval || policyOf(approval.policy).form) return new Map()
  const { version, seenHash } = approval
  const links = [...may].map(([personId, address]) => ({ id: newSignedId(), personId, address }))
  const expiresAt = new Date(Date.now() + lifeMs)
  await tx.decisionLink.createMany({
    data: links.map((link) => ({ ...link, version, seenHash, approvalId, expiresAt })),
  })
  return new Map(links.map(({ id, personId }) => [personId, pathOfLink(id)]))
}
