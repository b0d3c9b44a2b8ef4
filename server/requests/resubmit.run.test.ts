import { randomBytes } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { contentsOf } from '#engine/evidence/pack.ts'
import { verifyPack } from '#engine/evidence/verify-pack.ts'
import { packText } from '#engine/evidence/write-pack.ts'
import type { Actor } from '#server/actor.ts'
import { catalog } from '#server/apps/catalog.ts'
import { submitApp } from '#server/apps/submit-app.ts'
import { decideApproval, type DecideCall } from '#server/approvals/decide-approval.ts'
import { getApproval } from '#server/approvals/get-approval.ts'
import { listApprovals } from '#server/approvals/list-approvals.ts'
import { db } from '#server/db.ts'
import { packOf } from '#server/evidence/pack-of.ts'
import { appendUpload, createUpload } from '#server/files/uploads.ts'
import { listNotices } from '#server/notices/list-notices.ts'
import { setUpRuns } from '#server/runs/testdata/fixture.ts'
import { makePerson } from '#tests/harness/people.ts'
import { until } from '#tests/harness/until.ts'
import { changesForm } from './changes-form.ts'
import { getRequest } from './get-request.ts'
import { resubmitRequest } from './resubmit-request.ts'
import { withdrawRequest } from './withdraw-request.ts'

const runs = setUpRuns()
let requester: Actor
let ana: Actor
let ben: Actor
let eve: Actor
let admin: Actor

const source = () => `
id: changes
namespace: company.team
displayName: Changes
inputs:
  - { id: item, type: STRING }
  - { id: amount, type: INT, min: 1 }
  - { id: quote, type: FILE, required: false }
tasks:
  - { id: price, type: return, format: "{{ inputs.item }}" }
  - { id: size, type: return, format: "{{ inputs.amount > 100 ? 'big' : 'small' }}" }
  - { id: slip, type: return, format: "{{ inputs.amount }}" }
  - id: lead
    type: approval
    title: "About {{ inputs.item }}"
    show: [inputs.item]
    deciders: [{ users: [${ana.id}] }]
  - id: both
    type: approval
    title: Together
    show: [inputs.item, inputs.quote]
    deciders: [{ users: [${ben.id}, ${eve.id}], quorum: all }]
    decisions: { sendBack: { label: Please change } }
  - { id: paid, type: return, format: "{{ inputs.amount }} after {{ rounds[0].inputs.amount }}, {{ outputs.size.value }}" }
outputs:
  - { id: paid, type: STRING, value: "{{ outputs.paid.value }}" }
`

beforeAll(async () => {
  requester = (await makePerson({ name: 'Nora Lind' })).actor
  ana = (await makePerson({ name: 'Ana Ruiz' })).actor
  ben = (await makePerson({ name: 'Ben Okoro' })).actor
  eve = (await makePerson({ name: 'Eve Ito' })).actor
  admin = (await makePerson({ name: 'Ada Admin', roles: ['admin'] })).actor
  await runs.publish(source())
}, 60_000)

const newId = () => randomBytes(16).toString('base64url')

async function upload(text: string): Promise<string> {
  const content = Buffer.from(text)
  const { id } = await createUpload(requester, { name: 'quote.txt', size: content.length })
  await appendUpload(requester, { id, offset: 0, body: new Blob([content]).stream() })
  return id
}

async function submit() {
  const card = (await catalog(requester)).find(({ displayName }) => displayName === 'Changes')
  if (!card) throw new Error('there is no app')
  return submitApp(requester, card.id, {
    values: { item: 'desk', amount: 500, quote: await upload('four hundred') },
    idempotencyKey: newId(),
  })
}

/** The approval of a task that is open in that round. */
async function open(executionId: string, taskId: string, round = 1): Promise<string> {
  const id = `${executionId}~${taskId}${round > 1 ? `,${round}` : ''}`
  await until(async () => {
    const row = await db.taskRun.findUnique({ where: { id }, select: { state: true } })
    return row?.state === 'PAUSED'
  }, `${taskId} is open in round ${round}`)
  return id
}

async function decide(actor: Actor, id: string, more: Partial<DecideCall> = {}) {
  const { version, seenHash } = await getApproval(actor, id)
  return decideApproval(actor, id, { decisionId: newId(), vote: 'APPROVE', version, seenHash, ...more })
}

const runsOf = async (executionId: string) => {
  const rows = await db.taskRun.findMany({ where: { executionId }, orderBy: { position: 'asc' } })
  return rows.map(
    ({ taskId, state, round, lastRound }) =>
      `${taskId} ${state} ${round}${lastRound ? ` to ${lastRound}` : ''}`,
  )
}

const mine = async (actor: Actor) => (await listApprovals(actor, { box: 'mine' })).results.map(({ id }) => id)

it('goes back for changes, and again: what is the same stays, what changed is played and asked again', async () => {
  const { requestId, executionId } = await submit()
  await decide(ana, await open(executionId, 'lead'))
  const together = await open(executionId, 'both')
  expect(await getApproval(eve, together)).toMatchObject({
    round: 1,
    sendBack: { label: 'Please change' },
    earlier: [],
  })
  await decide(ben, together)
  await expect(decide(eve, together, { vote: 'SEND_BACK' })).rejects.toMatchObject({
    code: 'invalid',
    details: [{ path: 'comment', code: 'comment-required' }],
  })
  expect(await decide(eve, together, { vote: 'SEND_BACK', comment: 'Too much' })).toMatchObject({
    outcome: 'SENT_BACK',
  })

  const back = await getRequest(requester, requestId)
  expect(back).toMatchObject({
    outcome: 'WAITING_FOR_YOU',
    round: 1,
    changes: { by: { name: 'Eve Ito' }, comment: 'Too much' },
    may: { resubmit: true, withdraw: true, askToCancel: false },
  })
  expect((await runs.rest(executionId)).state.current).toBe('PAUSED')
  const told = await listNotices(requester, {})
  expect(told.results.find(({ kind }) => kind === 'request-sent-back')?.data).toMatchObject({
    by: 'Eve Ito',
    comment: 'Too much',
  })
  expect(await getApproval(ben, together)).toMatchObject({ state: 'SENT_BACK' })
  await expect(decide(ben, together)).rejects.toMatchObject({ code: 'conflict' })

  // the form, with what was answered; for its requester alone
  const form = await changesForm(requester, requestId)
  const valueOf = (id: string) => form.states.find((state) => state.id === id)?.value
  expect([valueOf('item'), valueOf('amount')]).toEqual(['desk', 500])
  expect(form.files).toMatchObject([{ id: valueOf('quote'), name: 'quote.txt' }])
  await expect(changesForm(ana, requestId)).rejects.toMatchObject({ code: 'forbidden' })
  const again = {
    commandId: newId(),
    round: 1,
    values: { item: 'desk', amount: 300, quote: valueOf('quote') },
  }
  await expect(resubmitRequest(ana, requestId, again)).rejects.toMatchObject({ code: 'forbidden' })
  const wrong = { ...again, values: { ...again.values, amount: 0 } }
  await expect(resubmitRequest(requester, requestId, wrong)).rejects.toMatchObject({ code: 'invalid' })
  expect(await resubmitRequest(requester, requestId, again)).toEqual({ round: 2 })
  expect(await resubmitRequest(requester, requestId, again)).toEqual({ round: 2 })
  await expect(resubmitRequest(requester, requestId, { ...again, commandId: newId() })).rejects.toMatchObject(
    { code: 'conflict' },
  )

  // only the slip names the amount; what Ben agreed to is the same
  const second = await open(executionId, 'both', 2)
  expect(await runsOf(executionId)).toEqual([
    'price SUCCESS 1 to 2',
    'size SUCCESS 1 to 2',
    'slip SUCCESS 1',
    'lead SUCCESS 1 to 2',
    'both CANCELLED 1',
    'slip SUCCESS 2',
    'both PAUSED 2',
  ])
  expect(await getApproval(eve, second)).toMatchObject({
    round: 2,
    votes: [{ by: { name: 'Ben Okoro' }, vote: 'APPROVE', kept: true }],
    earlier: [
      { round: 1, changed: [], votes: [{ vote: 'APPROVE' }, { vote: 'SEND_BACK', comment: 'Too much' }] },
    ],
  })
  expect(await mine(ben)).not.toContain(second)
  expect(await mine(eve)).toContain(second)
  expect(await getRequest(requester, requestId)).toMatchObject({
    round: 2,
    outcome: 'IN_PROGRESS',
    changes: undefined,
    may: { resubmit: false, withdraw: true },
    rounds: [{ round: 1, changed: [{ label: 'Amount', before: '500', now: '300' }] }],
  })

  // another item is another question for everybody
  await decide(eve, second, { vote: 'SEND_BACK', comment: 'Take the chair' })
  const quote = (await changesForm(requester, requestId)).files[0]?.id
  const third = { commandId: newId(), round: 2, values: { item: 'chair', amount: 80, quote } }
  expect(await resubmitRequest(requester, requestId, third)).toEqual({ round: 3 })
  await decide(ana, await open(executionId, 'lead', 3))
  const last = await open(executionId, 'both', 3)
  expect((await getApproval(ben, last)).votes).toEqual([])
  expect((await getApproval(ben, last)).earlier.map(({ round, changed }) => [round, changed])).toEqual([
    [2, [{ label: 'Item', before: 'desk', now: 'chair' }]],
    [1, []],
  ])
  await decide(ben, last)
  expect(await decide(eve, last)).toMatchObject({ outcome: 'APPROVED' })

  // what proves it tells of every round, and of what stood from one to the next
  const pack = await packOf(admin, requestId)
  expect(
    verifyPack(new TextEncoder().encode(packText(pack))).checks.flatMap(({ findings }) => findings),
  ).toEqual([])
  expect(contentsOf(pack, 'answers').map(({ round }) => round)).toEqual([1, 2, 3])
  expect(contentsOf(pack, 'decision').map(({ vote, keptFrom }) => [vote, keptFrom !== null])).toEqual([
    ['APPROVE', false],
    ['APPROVE', false],
    ['APPROVE', true],
    ['SEND_BACK', false],
    ['SEND_BACK', false],
    ['APPROVE', false],
    ['APPROVE', false],
    ['APPROVE', false],
  ])
  const ended = await runs.rest(executionId)
  expect(ended).toMatchObject({
    state: { current: 'SUCCESS' },
    outputs: { paid: '80 after 500, small' },
    inputs: { item: 'chair', amount: 80 },
  })
  const over = await getRequest(requester, requestId)
  expect(over).toMatchObject({ outcome: 'APPROVED', title: 'Changes: chair', round: 3, changes: undefined })
  expect(over.rounds.map(({ changed }) => changed.map(({ label }) => label))).toEqual([
    ['Amount'],
    ['Item', 'Amount'],
  ])
  expect(over.history.map(({ what, who }) => [what, who?.name])).toEqual(
    expect.arrayContaining([
      ['sent-back', 'Eve Ito'],
      ['resubmitted', 'Nora Lind'],
    ]),
  )
  const kinds = over.history.map(({ what }) => what)
  expect(kinds.filter((what) => what === 'sent-back')).toHaveLength(2)
  expect(kinds.filter((what) => what === 'resubmitted')).toHaveLength(2)
  expect(kinds.filter((what) => what === 'approved')).toHaveLength(5)
  const entries = await db.auditEntry.findMany({
    where: { subjectId: requestId, action: 'request:resubmit', refused: false },
  })
  expect(entries.map(({ actorId }) => actorId)).toEqual([requester.id, requester.id])
}, 120_000)

it('is its requester’s alone again while it is sent back: they may take it back', async () => {
  const { requestId, executionId } = await submit()
  await decide(ana, await open(executionId, 'lead'))
  await decide(eve, await open(executionId, 'both'), { vote: 'SEND_BACK', comment: 'Why?' })
  await withdrawRequest(requester, requestId)
  expect((await getRequest(requester, requestId)).outcome).toBe('WITHDRAWN')
  expect((await runs.rest(executionId)).state.current).toBe('CANCELLED')
  await expect(changesForm(requester, requestId)).rejects.toMatchObject({ code: 'conflict' })
})

it('begins one round however often and wherever it is sent again, and tells the others so', async () => {
  const { requestId, executionId } = await submit()
  await decide(ana, await open(executionId, 'lead'))
  await decide(eve, await open(executionId, 'both'), { vote: 'SEND_BACK', comment: 'Why?' })
  await runs.rest(executionId)
  const quote = await upload('three hundred')
  const again = { commandId: newId(), round: 1, values: { item: 'desk', amount: 300, quote } }
  const clicks = await Promise.all([1, 2, 3].map(() => resubmitRequest(requester, requestId, again)))
  expect(clicks).toEqual([{ round: 2 }, { round: 2 }, { round: 2 }])
  const meanwhile = { code: 'conflict', message: expect.stringContaining('sent again meanwhile') }
  const late = resubmitRequest(requester, requestId, { ...again, commandId: newId() })
  await expect(late).rejects.toMatchObject(meanwhile)

  await decide(eve, await open(executionId, 'both', 2), { vote: 'SEND_BACK', comment: 'And now?' })
  await runs.rest(executionId)
  const tabs = await Promise.allSettled(
    [200, 100].map(async (amount) => {
      const values = { item: 'desk', amount, quote: await upload(String(amount)) }
      return resubmitRequest(requester, requestId, { commandId: newId(), round: 2, values })
    }),
  )
  expect(tabs.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(tabs.flatMap((tab): unknown[] => (tab.status === 'rejected' ? [tab.reason] : []))).toMatchObject([
    meanwhile,
  ])
  const { round, history } = await getRequest(requester, requestId)
  expect([round, history.filter(({ what }) => what === 'resubmitted').length]).toEqual([3, 2])
})
