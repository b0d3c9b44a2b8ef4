import type { Check, Finding } from './findings.ts'
import { contentsOf, type Content, type Pack } from './pack.ts'
import { hashOf } from './write-pack.ts'

type Decision = Content<'decision'>

interface Said {
  decisionId?: unknown
  questionId?: unknown
  vote?: unknown
  onBehalfOf?: unknown
  comment?: unknown
  inputsSha256?: unknown
  seenHash?: unknown
  round?: unknown
  text?: unknown
}

type Told = Content<'chain'>['entries'][number] & { said: Said }

/** Whether what deciders saw has the hash that they decided on, and all that was decided on is there. */
export function verifySeen(pack: Pack): Check {
  const views = contentsOf(pack, 'seen')
  const findings: Finding[] = []
  for (const { approvalId, seenHash, seen } of views)
    if (hashOf(seen) !== seenHash)
      findings.push({
        where: `seen ${approvalId}/${seenHash}`,
        what: 'was shown otherwise: its hash is another',
      })
  const known = new Set(views.map(({ approvalId, seenHash }) => `${approvalId}/${seenHash}`))
  const miss = (where: string, approvalId: string, seenHash: string) => {
    if (!known.has(`${approvalId}/${seenHash}`))
      findings.push({ where, what: `what was shown under ${seenHash} is not in the pack` })
  }
  for (const { id, seenHash } of contentsOf(pack, 'approval')) miss(`approval ${id}`, id, seenHash)
  // what was decided in an earlier round was decided on what was shown then
  for (const { id, approvalId, seenHash, keptFrom } of contentsOf(pack, 'decision'))
    if (keptFrom === null) miss(`decision ${id}`, approvalId, seenHash)
  return { name: 'seen', findings, count: views.length }
}

/** Whether files are those that were shown, and sources those that their hashes name. */
export function verifyFiles(pack: Pack): Check {
  const files = new Map(contentsOf(pack, 'file').map((file) => [file.uri, file.sha256]))
  const findings: Finding[] = []
  for (const { approvalId, seenHash, seen } of contentsOf(pack, 'seen'))
    for (const [uri, sha256] of Object.entries(seen.files))
      if (files.get(uri) !== sha256)
        findings.push({
          where: `seen ${approvalId}/${seenHash}`,
          what: files.has(uri) ? `${uri} was shown with other content` : `${uri} is not in the pack`,
        })
  return { name: 'files', findings, count: files.size }
}

/** Whether decisions, questions and answers are those that the audit tells of, and all of them. */
export function verifyDecisions(pack: Pack): Check {
  const decisions = contentsOf(pack, 'decision')
  const questions = contentsOf(pack, 'question')
  const findings: Finding[] = []
  for (const { subjectType, subjectId, entries } of contentsOf(pack, 'chain')) {
    if (subjectType !== 'approval') continue
    const told = entries.map((entry): Told => ({ ...entry, said: saidBy(entry.after) }))
    const complete = entries[0]?.seq === 1
    const own = decisions.filter(({ approvalId }) => approvalId === subjectId)
    for (const decision of own) {
      const { keptFrom } = decision
      const what =
        keptFrom === null ? differsFrom(decision, told, complete) : differsFromFirst(decision, decisions)
      if (what !== undefined) findings.push({ where: `decision ${decision.id}`, what })
    }
    findings.push(...lost(subjectId, told, own))
    for (const question of questions.filter(({ approvalId }) => approvalId === subjectId)) {
      const where = `question ${question.id}`
      if (complete && !isTold(question, told)) findings.push({ where, what: 'is not as the audit tells it' })
    }
  }
  return { name: 'decisions', findings, count: decisions.length + questions.length }
}

function saidBy(after: unknown): Said {
  return typeof after === 'object' && after !== null ? after : {}
}

const decides = ({ action, refused }: Told) => action === 'approval:decide' && !refused

function differsFrom(decision: Decision, told: readonly Told[], complete: boolean): string | undefined {
  const entry = told.find((one) => decides(one) && one.said.decisionId === decision.id)
  if (!entry) return complete ? 'is not in the audit' : undefined
  const { said } = entry
  const same =
    entry.actorId === decision.personId &&
    entry.door === decision.door &&
    said.vote === decision.vote &&
    (said.onBehalfOf ?? null) === (decision.onBehalfOfId ?? null) &&
    (said.comment ?? null) === decision.comment &&
    said.inputsSha256 === (decision.inputs && hashOf(decision.inputs)) &&
    said.round === decision.round &&
    said.seenHash === decision.seenHash
  return same ? undefined : `is not as the audit tells it (entry ${entry.seq})`
}

/** What stands from an earlier round is what was decided there. */
function differsFromFirst(kept: Decision, all: readonly Decision[]): string | undefined {
  const first = all.find(({ id, keptFrom }) => id === kept.keptFrom && keptFrom === null)
  if (!first) return 'stands from a decision that is not in the pack'
  const same =
    first.personId === kept.personId &&
    first.vote === kept.vote &&
    (first.onBehalfOfId ?? null) === (kept.onBehalfOfId ?? null) &&
    first.comment === kept.comment &&
    hashOf(first.inputs ?? null) === hashOf(kept.inputs ?? null) &&
    first.seenHash === kept.seenHash &&
    first.door === kept.door &&
    first.at === kept.at &&
    first.round < kept.round
  return same ? undefined : `is not as the decision ${first.id} that it stands from`
}

/** Decisions of the audit that are not in the pack, though nobody took them back and the approval was not opened anew after them. */
function lost(approvalId: string, told: readonly Told[], own: readonly Decision[]): Finding[] {
  const kept = new Set<unknown>(own.map(({ id }) => id))
  return told
    .filter((entry) => decides(entry) && !kept.has(entry.said.decisionId))
    .filter(
      ({ seq, said }) =>
        !told.some(
          (later) =>
            later.seq > seq &&
            !later.refused &&
            ((later.action === 'approval:retract' && later.said.decisionId === said.decisionId) ||
              (later.action === 'approval:open' && later.said.round === said.round)),
        ),
    )
    .map(({ seq }) => ({
      where: `chain approval ${approvalId}, entry ${seq}`,
      what: 'tells of a decision that is not in the pack',
    }))
}

function isTold(
  { id, askerId, personId, text, answer, withdrawnAt = null }: Content<'question'>,
  told: readonly Told[],
): boolean {
  const asked = told.find(({ action, said }) => action === 'approval:ask' && said.questionId === id)
  const answered = told.find(({ action, said }) => action === 'approval:answer' && said.questionId === id)
  if (asked?.actorId !== askerId || asked.said.text !== text) return false
  const withdrawn = told.some(
    ({ action, said }) => action === 'approval:withdraw-question' && said.questionId === id,
  )
  if (withdrawn !== (withdrawnAt !== null)) return false
  return answer === null ? !answered : answered?.actorId === personId && answered.said.text === answer
}
