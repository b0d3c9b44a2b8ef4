import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { contentsOf, type Pack } from '#engine/evidence/pack.ts'
import { verifyPack } from '#engine/evidence/verify-pack.ts'
import { packText } from '#engine/evidence/write-pack.ts'
import type { Actor } from '#server/actor.ts'
import { answerQuestion, askQuestion, withdrawQuestion } from '#server/approvals/ask-question.ts'
import { decideApproval, type DecideCall } from '#server/approvals/decide-approval.ts'
import { getApproval } from '#server/approvals/get-approval.ts'
import { reassignApproval } from '#server/approvals/reassign-approval.ts'
import { retractDecision } from '#server/approvals/retract-decision.ts'
import { catalog } from '#server/apps/catalog.ts'
import { submitApp } from '#server/apps/submit-app.ts'
import { sealAudit } from '#server/audit/seal.ts'
import { db } from '#server/db.ts'
import { appendUpload, createUpload } from '#server/files/uploads.ts'
import { getRequest } from '#server/requests/get-request.ts'
import { setUpRuns } from '#server/runs/testdata/fixture.ts'
import { makePerson } from '#tests/harness/people.ts'
import { packOf } from './pack-of.ts'
import { evidenceKeys } from './sign.ts'

const runs = setUpRuns()
const secret = 'open sesame 4711'
const quote = Buffer.from('300 euros, delivered')
const folder = mkdtempSync(path.join(tmpdir(), 'evidence-'))
let requester: Actor
let ana: Actor
let tom: Actor
let ben: Actor
let owner: Actor
let admin: Actor
let requestId: string
let approvalId: string
let pack: Pack

const source = `
id: buy
namespace: company.team
displayName: Buy something
owner: keepers
inputs:
  - { id: item, type: STRING, displayName: { en: Thing, de: Ding } }
  - { id: quote, type: FILE }
  - { id: pin, type: SECRET }
tasks:
  - id: budget
    type: approval
    title: { en: "Budget for {{ inputs.item }}", de: "Budget für {{ inputs.item }}" }
    show: [inputs.item, inputs.quote, inputs.pin]
    allow: [reassign, askInfo]
    deciders:
      - { group: buyers, quorum: all }
`

beforeAll(async () => {
  requester = (await makePerson({ name: 'Nora Lind' })).actor
  ana = (await makePerson({ name: 'Ana Ruiz', groups: ['buyers'] })).actor
  tom = (await makePerson({ name: 'Tom Weber', groups: ['buyers'] })).actor
  ben = (await makePerson({ name: 'Ben Okoro' })).actor
  owner = (await makePerson({ name: 'Olga Owner', groups: ['keepers'] })).actor
  admin = (await makePerson({ name: 'Ada Admin', roles: ['admin'] })).actor
  await runs.publish(source)
  await decideAll()
  await sealAudit()
  pack = await packOf(admin, requestId)
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true }))

const newId = () => randomBytes(16).toString('base64url')

async function uploaded(): Promise<string> {
  const { id } = await createUpload(requester, { name: 'quote.txt', size: quote.length })
  await appendUpload(requester, { id, offset: 0, body: new Blob([quote]).stream() })
  return id
}

async function decision(actor: Actor, more: Partial<DecideCall> = {}): Promise<DecideCall> {
  const { version, seenHash } = await getApproval(actor, approvalId)
  return { decisionId: newId(), vote: 'APPROVE', version, seenHash, ...more }
}

/** A decision taken back, a question with its answer and one without, a place given away, and two decisions that count. */
async function decideAll(): Promise<void> {
  const [card] = await catalog(requester)
  const values = { item: 'a desk', quote: await uploaded(), pin: secret }
  const submitted = await submitApp(requester, card?.id ?? '', { values, idempotencyKey: newId() })
  requestId = submitted.requestId
  await runs.rest(submitted.executionId)
  approvalId = (await db.approval.findFirstOrThrow({ where: { executionId: submitted.executionId } })).id
  const held = await decision(ana, { vote: 'DENY', comment: 'by mistake', holdSeconds: 10 })
  await decideApproval(ana, approvalId, held)
  await retractDecision(ana, approvalId, { decisionId: held.decisionId, commandId: newId() })
  const questionId = newId()
  await askQuestion(ana, approvalId, { commandId: questionId, text: 'Which colour?' })
  await answerQuestion(requester, approvalId, { questionId, commandId: newId(), text: 'Blue' })
  const left = newId()
  await askQuestion(ana, approvalId, { commandId: left, text: 'How many?' })
  await withdrawQuestion(ana, approvalId, left)
  const { version } = await getApproval(tom, approvalId)
  await reassignApproval(tom, approvalId, { commandId: newId(), version, toId: ben.id })
  await decideApproval(ana, approvalId, await decision(ana, { comment: 'A good desk' }))
  await decideApproval(ben, approvalId, await decision(ben))
  await runs.rest(submitted.executionId)
}

const bytesOf = (one: Pack) => new TextEncoder().encode(packText(one))
const findingsOf = (bytes: Uint8Array) => verifyPack(bytes).checks.flatMap(({ findings }) => findings)

it('is whole, and tells what was asked, shown, decided and why', () => {
  expect(findingsOf(bytesOf(pack))).toEqual([])
  const [request] = contentsOf(pack, 'request')
  expect(request).toMatchObject({ id: requestId, outcome: 'APPROVED', executions: [{ flowRevision: 1 }] })
  expect(contentsOf(pack, 'flow')).toMatchObject([{ id: 'buy', revision: 1, source }])
  expect(contentsOf(pack, 'app')).toMatchObject([{ displayName: 'Buy something', written: false }])
  const [answers] = contentsOf(pack, 'answers')
  expect(answers?.values.de?.map(({ label, display }) => [label, display])).toEqual([
    ['Ding', 'a desk'],
    ['Quote', 'quote.txt'],
    ['Pin', '********'],
  ])
  const sha256 = createHash('sha256').update(quote).digest('hex')
  expect(contentsOf(pack, 'file')).toMatchObject([{ name: 'quote.txt', size: quote.length, sha256 }])
  const [seen] = contentsOf(pack, 'seen')
  expect(seen?.seen.title).toBe('Budget for a desk')
  expect(seen?.seen.translations.de?.title).toBe('Budget für a desk')
  expect(Object.values(seen?.seen.files ?? {})).toEqual([sha256])
  expect(
    contentsOf(pack, 'decision').map(({ personId, vote, comment }) => [personId, vote, comment]),
  ).toEqual([
    [ana.id, 'APPROVE', 'A good desk'],
    [ben.id, 'APPROVE', null],
  ])
  expect(contentsOf(pack, 'question')).toMatchObject([
    { text: 'Which colour?', answer: 'Blue', withdrawnAt: null },
    { text: 'How many?', answer: null, withdrawnAt: expect.any(String) },
  ])
  const names = contentsOf(pack, 'person').map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['Nora Lind', 'Ana Ruiz', 'Ben Okoro', 'Ada Admin']))
})

it('holds the audit of the request whole, with what was taken back, and ends with its own export', () => {
  const chains = contentsOf(pack, 'chain')
  const actionsOf = (type: string) =>
    chains.find(({ subjectType }) => subjectType === type)?.entries.map(({ action }) => action)
  expect(actionsOf('approval')).toEqual([
    'approval:open',
    'approval:decide',
    'approval:retract',
    'approval:ask',
    'approval:answer',
    'approval:ask',
    'approval:withdraw-question',
    'approval:reassign',
    'approval:decide',
    'approval:decide',
  ])
  expect(actionsOf('request')?.at(-1)).toBe('evidence:export')
  const sealed = chains.flatMap(({ entries }) => entries).filter(({ checkpoint }) => checkpoint !== null)
  expect(sealed.length).toBeGreaterThanOrEqual(8)
  expect(contentsOf(pack, 'checkpoint').length).toBeGreaterThan(0)
})

it('tells neither secrets nor what others did', async () => {
  const text = packText(pack)
  expect(text).not.toContain(secret)
  expect(text).not.toContain('aes_encrypted')
  const foreign = await db.auditEntry.findFirstOrThrow({ where: { subjectType: 'flow' } })
  expect(text).not.toContain(foreign.action)
})

it('is signed with the key that the installation publishes', () => {
  expect(evidenceKeys()).toEqual([{ publicKey: pack.signature.publicKey, current: true }])
})

it('the command checks it without a server, and refuses it after one changed byte', () => {
  const file = path.join(folder, 'pack.json')
  const bytes = bytesOf(pack)
  writeFileSync(file, bytes)
  const said = execFileSync('node', ['cli/formwork.mjs', 'verify', file, '--key', pack.signature.publicKey], {
    // no setting of a server: none is asked
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
    encoding: 'utf8',
  })
  expect(said).toContain('is whole.')
  const place = packText(pack).indexOf('A good desk')
  expect(place).toBeGreaterThan(0)
  bytes[Buffer.from(packText(pack).slice(0, place)).length] = 'a'.charCodeAt(0)
  writeFileSync(file, bytes)
  const refused = () => execFileSync('node', ['cli/formwork.mjs', 'verify', file], { encoding: 'utf8' })
  expect(refused).toThrow(
    expect.objectContaining({ status: 1, stdout: expect.stringContaining('✗ records') }),
  )
})

it('shows what was changed behind the back of the audit', async () => {
  const { id } = await db.auditEntry.findFirstOrThrow({
    where: { subjectId: approvalId, action: 'approval:reassign' },
  })
  const before = await db.auditEntry.update({ where: { id }, data: { actorId: ana.id } })
  const shown = {
    approvalId_seenHash: { approvalId, seenHash: contentsOf(pack, 'approval')[0]?.seenHash ?? '' },
  }
  const row = await db.approvalShown.findUniqueOrThrow({ where: shown })
  const seen = { ...(row.seen as Record<string, string>), title: 'Budget for a pencil' }
  await db.approvalShown.update({ where: shown, data: { seen } })
  const found = findingsOf(bytesOf(await packOf(admin, requestId)))
  expect(found.map(({ where }) => where)).toEqual([
    `chain approval ${approvalId}, entry 8`,
    `seen ${approvalId}/${row.seenHash}`,
  ])
  expect(before.actorId).toBe(ana.id)
})

it('is for administrators and the group that owns the flow; whoever else may see the request is refused', async () => {
  expect(contentsOf(await packOf(owner, requestId), 'request')).toMatchObject([{ id: requestId }])
  expect((await getRequest(owner, requestId)).may.evidence).toBe(true)
  for (const actor of [requester, ana, ben, runs.engineer]) {
    await expect(packOf(actor, requestId)).rejects.toMatchObject({ code: 'forbidden' })
    expect((await getRequest(actor, requestId)).may.evidence).toBe(false)
  }
  const stranger = (await makePerson({ name: 'Sam Stranger' })).actor
  await expect(packOf(stranger, requestId)).rejects.toMatchObject({ code: 'not-found' })
  const taken = await db.auditEntry.findMany({
    where: { action: 'evidence:export', subjectId: requestId },
    orderBy: { id: 'asc' },
  })
  expect(taken.map(({ actorId }) => actorId)).toEqual([admin.id, admin.id, owner.id])
})
