import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { catalog } from '#server/apps/catalog.ts'
import { submitApp } from '#server/apps/submit-app.ts'
import { decideApproval } from '#server/approvals/decide-approval.ts'
import { getApproval } from '#server/approvals/get-approval.ts'
import { db } from '#server/db.ts'
import { sendWaiting } from '#server/mail/send-waiting.ts'
import { getRequest } from '#server/requests/get-request.ts'
import { resubmitRequest } from '#server/requests/resubmit-request.ts'
import { setUpRuns } from '#server/runs/testdata/fixture.ts'
import { makePerson, type PersonForTests } from '#tests/harness/people.ts'
import { box, call, submit, verified } from './test-doors.ts'

const runs = setUpRuns()
let ana: PersonForTests
let nora: PersonForTests

const flow = (id: string) => `id: ${id}
namespace: company.team
displayName: Flow ${id}
inputs:
  - { id: wish, type: STRING }
tasks:
  - id: agree
    type: approval
    title: "About {{ inputs.wish }}"
    show: [inputs.wish]
    deciders: [{ users: [${ana.actor.id}] }]
    decisions: { sendBack: {} }
`

beforeAll(async () => {
  ana = await makePerson({ name: 'Ana Ruiz' })
  nora = await makePerson({ name: 'Nora Lind' })
  // the flow behind the door for guests whose address is confirmed
  for (const id of ['verified', 'inside']) await runs.publish(flow(id))
}, 60_000)

const newId = () => randomBytes(16).toString('base64url')

/** The approval of a round, once it is open. */
async function opened(executionId: string, round: number): Promise<string> {
  await runs.rest(executionId)
  return (await db.approval.findFirstOrThrow({ where: { executionId, round, state: 'OPEN' } })).id
}

async function sendBack(executionId: string, comment: string): Promise<void> {
  const id = await opened(executionId, 1)
  const { version, seenHash } = await getApproval(ana.actor, id)
  const decision = { decisionId: newId(), vote: 'SEND_BACK', version, seenHash, comment } as const
  expect(await decideApproval(ana.actor, id, decision)).toMatchObject({ outcome: 'SENT_BACK' })
  await runs.rest(executionId)
}

async function executionOf(requestId: string): Promise<string> {
  return (await db.request.findUniqueOrThrow({ where: { id: requestId } })).currentExecutionId
}

interface Changes {
  round: number
  states: { id: string; value: unknown }[]
}

test('a guest hears by mail that changes are needed, makes them by their link alone, and the decider hears of it', async () => {
  const email = 'round@outside.example'
  const token = await verified(email)
  const sent = await submit('verified', token, { values: { wish: 'sweet tea' } })
  const { requestId = '', number = '' } = sent.json ?? {}
  const path = `/requests/${requestId}`
  const executionId = await executionOf(requestId)
  await sendBack(executionId, 'Without sugar, please')

  await sendWaiting()
  const letter = await box.letter(email, `News about your request ${number}`)
  expect(letter.to).toEqual([email])
  expect(letter.mail.text).toContain(
    `Your request ${number} at The verified needs changes before it can go on.`,
  )
  // the address may be somebody else's: nothing that anybody typed, and no link
  expect(letter.source).not.toMatch(/sugar|sweet|\/guest\//)

  expect((await call(`GET ${path}`, { token })).json).toMatchObject({
    outcome: 'WAITING_FOR_YOU',
    changes: { comment: 'Without sugar, please' },
    may: { resubmit: true },
  })
  const form = await call<Changes>(`GET ${path}/changes`, { token })
  expect(form.json).toMatchObject({ round: 1, states: [{ id: 'wish', value: 'sweet tea' }] })
  const other = await verified('other-round@outside.example')
  const body = { commandId: newId(), round: 1, values: { wish: 'plain tea' } }
  expect((await call(`GET ${path}/changes`, { token: other })).status).toBe(404)
  expect((await call(`POST ${path}/resubmit`, { token: other, body })).status).toBe(404)
  expect(
    (await call(`POST ${path}/resubmit`, { token, body: { ...body, values: { wish: '' } } })).status,
  ).toBe(422)
  expect(await call(`POST ${path}/resubmit`, { token, body })).toMatchObject({
    status: 200,
    json: { round: 2 },
  })
  const late = await call(`POST ${path}/resubmit`, { token, body: { ...body, commandId: newId() } })
  expect([late.status, late.json?.message]).toEqual([409, expect.stringContaining('sent again meanwhile')])

  const again = await opened(executionId, 2)
  await sendWaiting()
  const asked = await box.letter(ana.email, 'Changed and sent again, for you to decide: About plain tea')
  expect(asked.mail.text).toMatch(/\/decide\/[\w.-]+/)
  expect(await getApproval(ana.actor, again)).toMatchObject({ round: 2, show: [{ display: 'plain tea' }] })
}, 60_000)

test('who has an account hears what has to change and by whom, and the decider that it was changed, each by one mail', async () => {
  const card = (await catalog(nora.actor)).find(({ displayName }) => displayName === 'Flow inside')
  const { requestId, executionId } = await submitApp(nora.actor, card?.id ?? '', {
    values: { wish: 'a desk' },
    idempotencyKey: newId(),
  })
  await sendBack(executionId, 'Take a smaller one')
  await sendWaiting()
  const letter = await box.letter(nora.email, 'Ana Ruiz asks for changes to your request')
  expect(letter.mail.text).toContain('Take a smaller one')
  expect(letter.mail.text).toContain(`/requests/${requestId}`)

  const changed = { commandId: newId(), round: 1, values: { wish: 'a small desk' } }
  for (let time = 0; time < 2; time++)
    expect(await resubmitRequest(nora.actor, requestId, changed)).toEqual({ round: 2 })
  await opened(executionId, 2)
  await sendWaiting()
  await box.letter(ana.email, 'Changed and sent again, for you to decide: About a small desk')
  const subjects = box.received.flatMap(({ mail }) => mail.subject ?? [])
  expect(subjects.filter((subject) => subject.includes('a small desk'))).toHaveLength(1)
  expect(subjects.filter((subject) => subject.includes('asks for changes'))).toHaveLength(1)
  expect((await getRequest(nora.actor, requestId)).round).toBe(2)
}, 60_000)
