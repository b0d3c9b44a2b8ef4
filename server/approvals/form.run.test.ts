import { randomBytes } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { contentsOf } from '#engine/evidence/pack.ts'
import { verifyPack } from '#engine/evidence/verify-pack.ts'
import { packText } from '#engine/evidence/write-pack.ts'
import type { Actor } from '#server/actor.ts'
import { catalog } from '#server/apps/catalog.ts'
import { openApp, validateForm } from '#server/apps/open-app.ts'
import { submitApp } from '#server/apps/submit-app.ts'
import { db } from '#server/db.ts'
import { makeDecisionLinks } from '#server/decision-links/make-links.ts'
import { packOf } from '#server/evidence/pack-of.ts'
import { downloadRequestFile } from '#server/files/download.ts'
import { appendUpload, createUpload } from '#server/files/uploads.ts'
import { getRequest } from '#server/requests/get-request.ts'
import { setUpRuns } from '#server/runs/testdata/fixture.ts'
import { transaction } from '#server/transaction.ts'
import { makePerson } from '#tests/harness/people.ts'
import { decideApproval, type DecideCall } from './decide-approval.ts'
import { decideMany } from './decide-many.ts'
import { approvalForm, approvalOptions } from './form.ts'
import { getApproval } from './get-approval.ts'
import { listApprovals } from './list-approvals.ts'

const runs = setUpRuns()
let requester: Actor
let ana: Actor
let tom: Actor
let stranger: Actor
let admin: Actor

const source = `
id: book
namespace: company.team
displayName: Book an invoice
inputs:
  - { id: amount, type: INT }
  - { id: area, type: SELECT, values: [north, south] }
tasks:
  - id: rates
    type: return
    format: "{{ ['4100', '4200'] | toJson }}"
  - id: budget
    type: approval
    title: "Pay {{ inputs.amount }}"
    show: [inputs.amount]
    matrix:
      value: "{{ inputs.amount }}"
      category: "{{ inputs.area }}"
      rows:
        - { category: north, upTo: 100, deciders: [{ group: clerks }] }
        - { deciders: [{ group: clerks, quorum: 2 }] }
    onWait:
      - { id: told, type: return, format: "{{ outputs.budget.url }}" }
    inputs:
      - id: centre
        type: SELECT
        displayName: { en: Cost centre, de: Kostenstelle }
        expression: "{{ outputs.rates.value }}"
        defaults: "{{ inputs.amount > 500 ? '4200' : '4100' }}"
      - id: why
        type: STRING
        dependsOn: { inputs: [amount], condition: "{{ inputs.amount > 500 }}" }
      - { id: pin, type: SECRET, required: false }
      - { id: proof, type: FILE, required: false }
  - id: booked
    type: return
    format: "{{ outputs.budget.inputs.centre }} {{ outputs.budget.votes | length }} {{ outputs.told.value }}"
outputs:
  - { id: booked, type: STRING, value: "{{ outputs.booked.value }}" }
`

beforeAll(async () => {
  requester = (await makePerson({ name: 'Nora Lind' })).actor
  ana = (await makePerson({ name: 'Ana Ruiz', groups: ['clerks'] })).actor
  tom = (await makePerson({ name: 'Tom Weber', groups: ['clerks'] })).actor
  stranger = (await makePerson({ name: 'Sam Stranger' })).actor
  admin = (await makePerson({ name: 'Ada Admin', roles: ['admin'] })).actor
  await runs.publish(source)
}, 60_000)

const newId = () => randomBytes(16).toString('base64url')

async function submit(values: Record<string, unknown>) {
  const [card] = await catalog(requester)
  const submitted = await submitApp(requester, card?.id ?? '', { values, idempotencyKey: newId() })
  await runs.rest(submitted.executionId)
  const { id } = await db.approval.findFirstOrThrow({ where: { executionId: submitted.executionId } })
  return { ...submitted, id }
}

async function decision(actor: Actor, id: string, more: Partial<DecideCall> = {}): Promise<DecideCall> {
  const { version, seenHash } = await getApproval(actor, id)
  return { decisionId: newId(), vote: 'APPROVE', version, seenHash, ...more }
}

const findingsOf = (text: string) => verifyPack(Buffer.from(text)).checks.flatMap(({ findings }) => findings)

async function uploaded(actor: Actor): Promise<string> {
  const body = Buffer.from('the proof')
  const { id } = await createUpload(actor, { name: 'proof.txt', size: body.length })
  await appendUpload(actor, { id, offset: 0, body: new Blob([body]).stream() })
  return id
}

it('asks who approves, by what the request says', async () => {
  const { id } = await submit({ amount: '50', area: 'north' })
  const view = await getApproval(ana, id)
  expect(view.form?.inputs.map((input) => input.id)).toEqual(['centre', 'why', 'pin', 'proof'])
  expect(view).toMatchObject({ hasForm: true, groups: [{ needed: 1 }] })
  const { states } = await approvalForm(ana, id, {})
  expect(states.map(({ id: input, visible, value }) => [input, visible, value])).toEqual([
    ['centre', true, '4100'],
    ['why', false, null],
    ['pin', true, null],
    ['proof', true, null],
  ])
  expect(states[0]?.options?.map(({ value }) => value)).toEqual(['4100', '4200'])
  const search = { inputId: 'centre', text: '42' }
  expect(await approvalOptions(ana, id, { values: {}, search })).toMatchObject({
    options: [{ value: '4200' }],
  })
  await expect(approvalForm(stranger, id, {})).rejects.toMatchObject({ code: 'not-found' })
  await expect(approvalForm(requester, id, {})).rejects.toMatchObject({ code: 'not-found' })

  await expect(decideApproval(ana, id, await decision(ana, id))).rejects.toMatchObject({
    code: 'invalid',
    details: [{ path: 'inputs', code: 'inputs-required' }],
  })
  const wrong = await decision(ana, id, { inputs: { centre: '9' } })
  await expect(decideApproval(ana, id, wrong)).rejects.toMatchObject({
    code: 'invalid',
    details: [{ path: 'centre' }],
  })
  const denial = await decision(ana, id, { vote: 'DENY', comment: 'no', inputs: { centre: '4100' } })
  await expect(decideApproval(ana, id, denial)).rejects.toMatchObject({ code: 'invalid' })
  expect(await db.approvalVote.count({ where: { approvalId: id } })).toBe(0)
  const { inputs: _, ...bare } = denial
  expect(await decideApproval(ana, id, { ...bare, decisionId: newId() })).toMatchObject({ outcome: 'DENIED' })
}, 60_000)

it('is decided neither with others nor by a mail', async () => {
  const { id } = await submit({ amount: '50', area: 'north' })
  const { version, seenHash, decisionId } = await decision(ana, id)
  const many = { vote: 'DENY' as const, comment: 'no', approvals: [{ id, decisionId, version, seenHash }] }
  await expect(decideMany(ana, many)).rejects.toMatchObject({ code: 'invalid' })
  const links = await transaction((tx) => makeDecisionLinks(tx, id, [ana.id]))
  expect(links.size).toBe(0)
  const { results } = await listApprovals(ana, { box: 'mine' })
  expect(results.find((row) => row.id === id)).toMatchObject({ hasForm: true })
}, 60_000)

it('keeps the answers of each who approves, for those after them and for the proof', async () => {
  const { id, executionId, requestId } = await submit({ amount: '600', area: 'north' })
  const inputs = { centre: '4200', why: 'it is late', pin: 'open sesame', proof: await uploaded(ana) }
  const call = await decision(ana, id, { inputs })
  expect(await decideApproval(ana, id, call)).toMatchObject({ outcome: 'OPEN', remaining: 1 })
  expect(await decideApproval(ana, id, call)).toMatchObject({ outcome: 'OPEN' })
  const { votes } = await getApproval({ ...tom, language: 'de' }, id)
  expect(votes[0]?.answers?.map(({ label, display }) => [label, display])).toEqual([
    ['Kostenstelle', '4200'],
    ['Why', 'it is late'],
    ['Pin', '********'],
    ['Proof', 'proof.txt'],
  ])
  const stored = await db.approvalVote.findFirstOrThrow({ where: { approvalId: id } })
  expect(JSON.stringify(stored.inputs)).not.toContain('sesame')
  const uri = votes[0]?.answers?.[3]?.file?.uri ?? ''
  expect(await (await downloadRequestFile(tom, requestId, uri)).text()).toBe('the proof')

  await decideApproval(tom, id, await decision(tom, id, { inputs: { centre: '4100', why: 'so be it' } }))
  const { outputs } = await runs.rest(executionId)
  expect(outputs).toEqual({ booked: `4100 2 http://localhost:3000/inbox?id=${encodeURIComponent(id)}` })
  const request = await getRequest(requester, requestId)
  const told = request.stages.flatMap(({ decisions }) => decisions)
  expect(told.map(({ by, answers }) => [by.name, answers?.[0]?.display])).toEqual([
    ['Ana Ruiz', '4200'],
    ['Tom Weber', '4100'],
  ])
  expect(request.history.filter(({ answers }) => answers).map(({ what }) => what)).toEqual([
    'approved',
    'approved',
  ])

  const pack = await packOf(admin, requestId)
  expect(findingsOf(packText(pack))).toEqual([])
  const [first] = contentsOf(pack, 'decision')
  expect(first?.inputs).toMatchObject({ centre: '4200', pin: '********' })
  expect(first?.answers?.de?.[0]).toMatchObject({ label: 'Kostenstelle', display: '4200' })
  expect(contentsOf(pack, 'file').map(({ name }) => name)).toEqual(['proof.txt'])
  expect(JSON.stringify(pack)).not.toContain('sesame')
  const forged = packText(pack).replace('"centre":"4200"', '"centre":"4300"')
  const untrue = findingsOf(forged).map(({ what }) => what)
  expect(untrue.some((what) => what.startsWith('is not as the audit tells it'))).toBe(true)
}, 60_000)

it('tells before the form is sent who will decide by the matrix', async () => {
  const [card] = await catalog(requester)
  const appId = card?.id ?? ''
  await openApp(requester, appId, {})
  const { next } = await validateForm(requester, appId, { amount: '5', area: 'north' })
  expect(next.find(({ id }) => id === 'budget')?.deciders).toEqual(['clerks'])
}, 60_000)
