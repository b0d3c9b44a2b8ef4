import { randomBytes } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { openApp, validateForm } from '#server/apps/open-app.ts'
import { catalog } from '#server/apps/catalog.ts'
import { submitApp } from '#server/apps/submit-app.ts'
import { db } from '#server/db.ts'
import { listNotices } from '#server/notices/list-notices.ts'
import { getRequest } from '#server/requests/get-request.ts'
import { listRequests } from '#server/requests/list-requests.ts'
import { withdrawRequest } from '#server/requests/withdraw-request.ts'
import { setUpRuns } from '#server/runs/testdata/fixture.ts'
import { waitFor } from '#server/stream/wait-for.ts'
import { makePerson } from '#tests/harness/people.ts'
import { decideApproval, type DecideCall } from './decide-approval.ts'
import { getApproval } from './get-approval.ts'
import { inboxCount, listApprovals } from './list-approvals.ts'

const runs = setUpRuns()
let requester: Actor
let ana: Actor
let tom: Actor
let stranger: Actor

const source = `
id: buy
namespace: company.team
displayName: Buy something
inputs:
  - id: item
    type: STRING
    displayName: What do you need?
  - id: cost
    type: MONEY
    currency: EUR
tasks:
  - id: quote
    type: return
    format: "quote for {{ inputs.item }}"
  - id: budget
    type: approval
    title: "Budget for {{ inputs.item }}"
    message: "**Please** agree <script>alert(1)</script>"
    show: [inputs.item, inputs.cost, outputs.quote.value]
    deciders:
      - group: buyers
        quorum: "{{ inputs.cost.amount > 100 ? 2 : 1 }}"
  - id: order
    type: return
    format: "ordered by {{ outputs.budget.by }}"
outputs:
  - id: order
    type: STRING
    displayName: Order
    value: "{{ outputs.order.value }}"
`

beforeAll(async () => {
  requester = (await makePerson({ name: 'Nora Lind', groups: ['buyers'] })).actor
  ana = (await makePerson({ name: 'Ana Ruiz', groups: ['buyers'] })).actor
  tom = (await makePerson({ name: 'Tom Weber', groups: ['buyers'] })).actor
  stranger = (await makePerson({ name: 'Sam Stranger' })).actor
  await runs.publish(source)
}, 60_000)

async function submit(values: Record<string, unknown>) {
  const [card] = await catalog(requester)
  if (!card) throw new Error('there is no app')
  const submitted = await submitApp(requester, card.id, { values, idempotencyKey: newId() })
  await runs.rest(submitted.executionId)
  const approval = await db.approval.findFirstOrThrow({ where: { executionId: submitted.executionId } })
  return { ...submitted, approvalId: approval.id, appId: card.id }
}

function newId(): string {
  return randomBytes(16).toString('base64url')
}

async function decision(actor: Actor, id: string, more: Partial<DecideCall> = {}): Promise<DecideCall> {
  const { version, seenHash } = await getApproval(actor, id)
  return { decisionId: newId(), vote: 'APPROVE', version, seenHash, ...more }
}

async function outcomeReached(id: string, outcome: string): Promise<void> {
  const reached = await waitFor(
    `request:${id}`,
    async () => ((await db.request.findUnique({ where: { id } }))?.outcome === outcome ? true : undefined),
    20_000,
  )
  expect(reached, `${outcome} was reached`).toBe(true)
}

it('goes from form to result', async () => {
  const [card] = await catalog(requester)
  expect(card).toMatchObject({ displayName: 'Buy something', favourite: false })
  const view = await openApp(requester, card?.id ?? '', { link: { item: 'Desk' } })
  expect(view.states[0]).toMatchObject({ id: 'item', value: 'Desk' })
  expect(view.next.map(({ title, deciders }) => [title, deciders])).toEqual([
    ['Quote', []],
    ['Budget', ['buyers']],
    ['Order', []],
  ])
  const state = await validateForm(requester, card?.id ?? '', { item: 'Desk', cost: 'a lot' })
  expect(state.states[1]?.problems[0]).toMatchObject({ code: 'wrong-type' })

  const { requestId, number, approvalId } = await submit({ item: 'Desk', cost: '50' })
  expect(number).toMatch(/^BUY-\d+$/)
  const waiting = await getRequest(requester, requestId)
  expect(waiting).toMatchObject({
    title: 'Buy something: Desk',
    outcome: 'IN_PROGRESS',
    stage: { title: 'Budget', index: 1, of: 3 },
    may: { withdraw: true, copy: true, openRun: false },
  })
  expect(waiting.stages.map((stage) => stage.state)).toEqual(['done', 'now', 'next'])
  expect(waiting.waitingFor.people.map(({ name }) => name).sort()).toEqual(['Ana Ruiz', 'Tom Weber'])
  expect(waiting.waitingFor.groups).toEqual(['buyers'])
  expect(waiting.answers.map(({ label, display }) => [label, display])).toEqual([
    ['What do you need?', 'Desk'],
    ['Cost', '€50.00'],
  ])

  expect(await inboxCount(ana)).toEqual({ mine: 1, group: 1, delegated: 0 })
  expect(await inboxCount(requester)).toEqual({ mine: 0, group: 0, delegated: 0 })
  expect((await listNotices(ana)).results[0]).toMatchObject({ kind: 'approval-waiting', data: { number } })
  const seen = await getApproval(ana, approvalId)
  expect(seen.messageHtml).toBe('<p><strong>Please</strong> agree alert(1)</p>')
  expect(seen.show.map(({ label, display }) => [label, display])).toEqual([
    ['What do you need?', 'Desk'],
    ['Cost', '€50.00'],
    ['Quote', 'quote for Desk'],
  ])
  expect(seen.refusal).toBeUndefined()

  const answer = await decideApproval(ana, approvalId, await decision(ana, approvalId))
  expect(answer).toEqual({ accepted: true, outcome: 'APPROVED', remaining: 0 })
  await outcomeReached(requestId, 'APPROVED')
  const done = await getRequest(requester, requestId)
  expect(done.stages.map((stage) => stage.state)).toEqual(['done', 'done', 'done'])
  expect(done.results).toMatchObject([{ label: 'Order', display: 'ordered by Ana Ruiz' }])
  expect(done.history.map(({ what }) => what)).toContain('approved')
  expect(done.may.withdraw).toBe(false)
  expect((await listNotices(requester)).results[0]?.kind).toBe('request-approved')
  expect((await listApprovals(ana, { box: 'done' })).results[0]).toMatchObject({
    id: approvalId,
    mine: { vote: 'APPROVE' },
  })
  expect(await inboxCount(tom)).toEqual({ mine: 0, group: 0, delegated: 0 })
})

it('counts a repeat once, refuses who may not and what is not current, and audits the refusals', async () => {
  const { approvalId, requestId } = await submit({ item: 'Car', cost: '5000' })
  const call = await decision(ana, approvalId)
  const [first, again] = await Promise.all([
    decideApproval(ana, approvalId, call),
    decideApproval(ana, approvalId, call),
  ])
  expect(first).toEqual({ accepted: true, outcome: 'OPEN', remaining: 1 })
  expect(again).toEqual(first)
  expect(await decideApproval(ana, approvalId, call)).toMatchObject({ accepted: true })
  const other = await decision(ana, approvalId)
  await expect(decideApproval(ana, approvalId, other)).rejects.toMatchObject({ code: 'conflict' })
  await expect(decideApproval(tom, approvalId, call)).rejects.toMatchObject({ code: 'conflict' })
  const stale = await decision(tom, approvalId, { seenHash: '0'.repeat(64) })
  await expect(decideApproval(tom, approvalId, stale)).rejects.toMatchObject({ code: 'conflict' })
  const silent = await decision(tom, approvalId, { vote: 'DENY' })
  await expect(decideApproval(tom, approvalId, silent)).rejects.toMatchObject({ code: 'invalid' })
  await expect(decideApproval(stranger, approvalId, call)).rejects.toMatchObject({ code: 'not-found' })
  await expect(getApproval(stranger, approvalId)).rejects.toMatchObject({ code: 'not-found' })
  await expect(withdrawRequest(requester, requestId)).rejects.toMatchObject({ code: 'conflict' })
  const entries = await db.auditEntry.findMany({
    where: { subjectId: approvalId, action: 'approval:decide' },
  })
  expect(entries.filter((entry) => entry.refused)).toHaveLength(3)
  expect(entries.filter((entry) => !entry.refused)).toHaveLength(1)

  await decideApproval(
    tom,
    approvalId,
    await decision(tom, approvalId, { vote: 'DENY', comment: 'Too dear' }),
  )
  await outcomeReached(requestId, 'REJECTED')
  const rejected = await getRequest(requester, requestId)
  expect(rejected.stages[1]?.state).toBe('rejected')
  expect((await listNotices(requester)).results[0]).toMatchObject({
    kind: 'request-rejected',
    data: { comment: 'Too dear' },
  })
})

it('tells who says the same again while it is stored how it ended', async () => {
  for (const item of ['Lamp', 'Chair', 'Shelf']) {
    const { approvalId } = await submit({ item, cost: '50' })
    const call = await decision(ana, approvalId)
    const first = decideApproval(ana, approvalId, call)
    const said = [first]
    let isTold = false
    void first.finally(() => (isTold = true))
    while (!isTold) {
      said.push(decideApproval(ana, approvalId, call))
      await db.$queryRaw`SELECT 1`
    }
    const outcomes = (await Promise.all(said)).map(({ outcome }) => outcome)
    expect(new Set(outcomes)).toEqual(new Set(['APPROVED']))
  }
}, 60_000)

it('is withdrawn by its requester alone, and no one is asked any more', async () => {
  const { approvalId, requestId } = await submit({ item: 'Lamp', cost: '20' })
  await expect(withdrawRequest(stranger, requestId)).rejects.toMatchObject({ code: 'not-found' })
  await expect(withdrawRequest(ana, requestId)).rejects.toMatchObject({ code: 'forbidden' })
  await withdrawRequest(requester, requestId)
  expect((await getRequest(requester, requestId)).outcome).toBe('WITHDRAWN')
  const closed = await waitFor(
    `inbox:${ana.id}`,
    async () =>
      (await db.approval.findUnique({ where: { id: approvalId } }))?.state === 'CANCELLED' ? true : undefined,
    20_000,
  )
  expect(closed).toBe(true)
  expect((await getRequest(requester, requestId)).outcome).toBe('WITHDRAWN')
  await expect(withdrawRequest(requester, requestId)).rejects.toMatchObject({ code: 'conflict' })
  await expect(decideApproval(ana, approvalId, await decision(ana, approvalId))).rejects.toMatchObject({
    code: 'conflict',
  })
})

it('hides requests from others, shows them to engineers', async () => {
  const { requestId, number } = await submit({ item: 'Chair', cost: '20' })
  await expect(getRequest(stranger, requestId)).rejects.toMatchObject({ code: 'not-found' })
  expect((await getRequest(ana, requestId)).may).toMatchObject({ withdraw: false, openRun: false })
  expect((await getRequest(runs.engineer, requestId)).may.openRun).toBe(true)
  expect((await listRequests(stranger)).total).toBe(0)
  expect((await listRequests(runs.engineer, { everybody: true, q: number })).results).toHaveLength(1)
  await expect(listRequests(stranger, { everybody: true })).rejects.toMatchObject({ code: 'forbidden' })
  const page = await listRequests(requester, { size: 2 })
  expect(page.results[0]?.stage?.title).toBe('Budget')
  const rest = await listRequests(requester, { size: 2, after: page.after })
  expect(new Set([...page.results, ...rest.results].map((row) => row.id)).size).toBe(4)
})

it('answers a repeated submit with the same request', async () => {
  const [card] = await catalog(requester)
  const key = newId()
  const call = { values: { item: 'Twice', cost: '1' }, idempotencyKey: key }
  const [one, two] = await Promise.all([
    submitApp(requester, card?.id ?? '', call),
    submitApp(requester, card?.id ?? '', call),
  ])
  expect(two).toEqual(one)
  const missing = { values: { item: 'No price' }, idempotencyKey: newId() }
  await expect(submitApp(requester, card?.id ?? '', missing)).rejects.toMatchObject({
    code: 'invalid',
    details: [{ path: 'cost' }],
  })
  await expect(submitApp(requester, card?.id ?? '', { ...missing, flowRevision: 99 })).rejects.toMatchObject({
    code: 'conflict',
  })
})
