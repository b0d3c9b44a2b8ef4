import type { Content, Entry } from '#engine/evidence/pack.ts'
import type { ShownValue } from '#engine/flow/approvals/types.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { answersOfExecution, type Answers } from '#server/approvals/answers.ts'
import { policyOf } from '#server/approvals/compiled.ts'
import type { Prisma, Tx } from '#server/db.ts'
import { languages, type Language } from '#server/languages/languages.ts'
import { withoutSecrets } from '#server/runs/show-secrets.ts'

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
  const answers = await answersIn(tx, rows, votes)
  const questions = await tx.approvalQuestion.findMany({ where: of, orderBy: { askedAt: 'asc' } })
  return [
    ...rows.map(approvalOf),
    ...shown.map(seenOf),
    ...votes.map((vote) => decisionOf(vote, answers)),
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

type VoteRow = Prisma.ApprovalVoteGetPayload<object>
type Written = Map<Language, Answers>

/** What was answered with decisions, as people read it in each language. */
async function answersIn(tx: Tx, rows: readonly Row[], votes: readonly VoteRow[]): Promise<Written> {
  const written: Written = new Map()
  if (!votes.some(({ inputs }) => inputs)) return written
  for (const language of Object.keys(languages) as Language[]) {
    const own = new Map<string, ShownValue[]>()
    for (const { id, executionId, taskId } of rows) {
      const voted = [{ taskId, votes: votes.filter(({ approvalId }) => approvalId === id) }]
      const reader = { language, timeZone: 'UTC' }
      for (const [decisionId, shown] of await answersOfExecution(executionId, voted, { reader, tx }))
        own.set(decisionId, shown)
    }
    written.set(language, own)
  }
  return written
}

function decisionOf(
  { decisionId: id, vote, at, heldUntil, inputs, ...said }: VoteRow,
  written: Written,
): Entry {
  const answered = inputs && {
    // only a decision writes them
    inputs: withoutSecrets(inputs as JsonObject),
    answers: Object.fromEntries(
      [...written].map(([language, answers]) => [
        language,
        (answers.get(id) ?? []).map((value) => ({ ...value })),
      ]),
    ),
  }
  const times = { at: at.toISOString(), heldUntil: iso(heldUntil) }
  return {
    kind: 'decision',
    id,
    // only a decision writes it
    content: { ...said, ...answered, ...times, id, vote: vote as Content<'decision'>['vote'] },
  }
}

function questionOf({
  askedAt,
  answeredAt,
  withdrawnAt,
  ...said
}: Prisma.ApprovalQuestionGetPayload<object>): Entry {
  const times = { askedAt: askedAt.toISOString(), answeredAt: iso(answeredAt), withdrawnAt: iso(withdrawnAt) }
  return { kind: 'question', id: said.id, content: { ...said, ...times } }
}
