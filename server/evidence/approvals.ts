import type { Content, Entry } from '#engine/evidence/pack.ts'
import { policyOf } from '#server/approvals/compiled.ts'
import type { Prisma, Tx } from '#server/db.ts'

const iso = (at: Date | null) => at?.toISOString() ?? null

type Row = Prisma.ApprovalGetPayload<object>

/** The approvals of executions, with what was shown, every decision, and what was asked and answered. */
export async function approvalsOf(tx: Tx, executionIds: readonly string[]): Promise<Entry[]> {
  const rows = await tx.approval.findMany({
    where: { executionId: { in: [...executionIds] } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  const of = { approvalId: { in: rows.map(({ id }) => id) } }
  // one after another: a transaction has one connection, which takes one question at a time
  const shown = await tx.approvalShown.findMany({ where: of, orderBy: { at: 'asc' } })
  const votes = await tx.approvalVote.findMany({ where: of, orderBy: { at: 'asc' } })
  const questions = await tx.approvalQuestion.findMany({ where: of, orderBy: { askedAt: 'asc' } })
  return [
    ...rows.map(approvalOf),
    ...shown.map(seenOf),
    ...votes.map(decisionOf),
    ...questions.map(questionOf),
  ]
}

function approvalOf(row: Row): Entry {
  const { id, executionId, taskId, state, round, version, title, seenHash } = row
  const policy = policyOf(row.policy)
  const content = {
    id,
    executionId,
    taskId,
    state,
    round,
    version,
    title,
    seenHash,
    createdAt: row.createdAt.toISOString(),
    dueAt: iso(row.dueAt),
    closedAt: iso(row.closedAt),
    policy: { ...policy, groups: policy.groups.map((group) => ({ ...group })) },
  }
  return { kind: 'approval', id, content }
}

function seenOf({ approvalId, seenHash, seen, at }: Prisma.ApprovalShownGetPayload<object>): Entry {
  return {
    kind: 'seen',
    id: `${approvalId}/${seenHash}`,
    // only the opening of an approval writes it
    content: { approvalId, seenHash, at: at.toISOString(), seen: seen as Content<'seen'>['seen'] },
  }
}

function decisionOf({
  decisionId: id,
  vote,
  at,
  heldUntil,
  ...said
}: Prisma.ApprovalVoteGetPayload<object>): Entry {
  const times = { at: at.toISOString(), heldUntil: iso(heldUntil) }
  return {
    kind: 'decision',
    id,
    // only a decision writes it
    content: { ...said, ...times, id, vote: vote as Content<'decision'>['vote'] },
  }
}

function questionOf({ askedAt, answeredAt, ...said }: Prisma.ApprovalQuestionGetPayload<object>): Entry {
  const times = { askedAt: askedAt.toISOString(), answeredAt: iso(answeredAt) }
  return { kind: 'question', id: said.id, content: { ...said, ...times } }
}
