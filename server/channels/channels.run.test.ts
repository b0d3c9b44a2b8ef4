import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { catalog } from '#server/apps/catalog.ts'
import { submitApp } from '#server/apps/submit-app.ts'
import { decideApproval, type DecideCall } from '#server/approvals/decide-approval.ts'
import { getApproval } from '#server/approvals/get-approval.ts'
import { db } from '#server/db.ts'
import { log } from '#server/log.ts'
import { resubmitRequest } from '#server/requests/resubmit-request.ts'
import { setUpRuns } from '#server/runs/testdata/fixture.ts'
import { basicOf, makePerson, type PersonForTests } from '#tests/harness/people.ts'
import { sendMessages } from './send-messages.ts'

interface Message {
  text: string
  blocks: { type: string; text?: { text: string }; elements?: { url?: string; text?: unknown }[] }[]
}

/** A chat on this machine. */
const got: { key: string; message: Message }[] = []
let answer: { status: number; text: string; headers?: Record<string, string> } = { status: 200, text: 'ok' }
const chat = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const message = JSON.parse(Buffer.concat(chunks).toString()) as Message
    got.push({ key: request.url?.split('/').at(-1) ?? '', message })
    response.writeHead(answer.status, answer.headers).end(answer.text)
  })
})
await new Promise<void>((listening) => chat.listen(0, '127.0.0.1', listening))
process.env.FORMWORK_HTTP_ALLOW = 'localhost'
const urlOf = (key: string) =>
  `http://localhost:${(chat.address() as AddressInfo).port}/services/T0/B0/${key}`
afterAll(() => chat.close())

const runs = setUpRuns()
let admin: PersonForTests
let requester: Actor
let ana: Actor
let tom: Actor

const source = `id: buy
namespace: company.team
displayName: Buy something
inputs:
  - { id: item, type: STRING }
tasks:
  - id: budget
    type: approval
    title: "Budget for {{ inputs.item }}"
    show: [inputs.item]
    order: sequential
    deciders: [{ group: buyers }, { group: payers }]
    decisions: { sendBack: {} }
    due: { in: P2D }
`

beforeAll(async () => {
  admin = await makePerson({ roles: ['admin'] })
  requester = (await makePerson({ name: 'Nora Lind' })).actor
  ana = (await makePerson({ name: 'Ana Ruiz', groups: ['buyers'] })).actor
  tom = (await makePerson({ name: 'Tom Weber', groups: ['payers'] })).actor
  await runs.publish(source)
}, 60_000)
beforeEach(async () => {
  got.length = 0
  answer = { status: 200, text: 'ok' }
  await db.groupChannel.deleteMany()
})

const newId = () => randomBytes(16).toString('base64url')

async function call(line: string, body?: object, as = admin) {
  const [method, path] = line.split(' ')
  const sent = await dispatch(
    new Request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: { ...basicOf(as), 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    }),
  )
  return { status: sent.status, text: await sent.text() }
}

const set = (group: string) => call(`PUT /groups/${group}/channel`, { url: urlOf(`key-of-${group}`) })
const viewOf = async (group: string) =>
  JSON.parse((await call(`GET /groups/${group}/channel`)).text) as Record<string, unknown>

async function submit(item: string) {
  const [card] = await catalog(requester)
  const submitted = await submitApp(requester, card?.id ?? '', { values: { item }, idempotencyKey: newId() })
  await runs.rest(submitted.executionId)
  return { ...submitted, id: (await openIn(submitted.executionId)).id }
}

const openIn = (executionId: string) =>
  db.approval.findFirstOrThrow({ where: { executionId, state: 'OPEN' }, orderBy: { round: 'desc' } })

async function decide(actor: Actor, id: string, more: Partial<DecideCall> = {}) {
  const { version, seenHash } = await getApproval(actor, id)
  return decideApproval(actor, id, { decisionId: newId(), vote: 'APPROVE', version, seenHash, ...more })
}

it('is set by who manages groups, tested, and its address is told to nobody', async () => {
  const owner = await makePerson({ groups: ['buyers'] })
  await db.groupMember.updateMany({ where: { personId: owner.actor.id }, data: { owner: true } })
  for (const line of ['GET', 'DELETE', 'PUT'])
    expect(
      (
        await call(
          `${line} /groups/buyers/channel`,
          line === 'PUT' ? { url: urlOf('mine') } : undefined,
          owner,
        )
      ).status,
    ).toBe(403)
  expect((await call('POST /groups/buyers/channel/test', undefined, owner)).status).toBe(403)
  expect((await call('POST /groups/buyers/channel/test')).status).toBe(404)
  expect((await call('PUT /groups/buyers/channel', { url: 'ftp://chat.example/x' })).status).toBe(422)
  expect((await call('PUT /groups/nothing/channel', { url: urlOf('x') })).status).toBe(404)

  expect((await set('buyers')).status).toBe(200)
  const told = await call('POST /groups/buyers/channel/test')
  expect(JSON.parse(told.text)).toEqual({ sent: true, answer: 'ok' })
  expect(got).toMatchObject([
    { key: 'key-of-buyers', message: { text: 'Formwork tells this channel what waits for buyers.' } },
  ])
  answer = { status: 404, text: 'no_service' }
  expect(JSON.parse((await call('POST /groups/buyers/channel/test')).text)).toEqual({
    sent: false,
    answer: 'The chat answered 404: no_service',
  })
  expect(await viewOf('buyers')).toMatchObject({
    set: true,
    host: expect.stringMatching(/^localhost:\d+$/),
    waiting: 0,
    lastError: { message: 'The chat answered 404: no_service' },
  })
  const kept = JSON.stringify([
    await db.groupChannel.findMany(),
    (await db.auditEntry.findMany({ where: { subjectId: 'buyers' } })).map(({ before, after }) => [
      before,
      after,
    ]),
    await viewOf('buyers'),
  ])
  expect(kept).not.toContain('key-of')
  expect((await call('DELETE /groups/buyers/channel')).status).toBeLessThan(300)
  expect(await viewOf('buyers')).toEqual({ set: false, waiting: 0 })
})

it('hears what waits for its group, when it is its turn, once, with a link to the inbox', async () => {
  await set('buyers')
  await set('payers')
  const { id, executionId, requestId } = await submit('a <!channel> & @all desk')
  expect(await sendMessages()).toBe(1)
  const [{ key, message } = { key: '', message: undefined }] = got
  expect(key).toBe('key-of-buyers')
  const inbox = `http://localhost:3000/inbox?id=${encodeURIComponent(id)}`
  const { number } = await db.request.findUniqueOrThrow({ where: { id: requestId } })
  expect(message?.blocks).toMatchObject([
    { text: { type: 'plain_text', text: 'buyers is asked to decide: Budget for a <!channel> & @all desk' } },
    {
      elements: [
        { type: 'plain_text', text: expect.stringMatching(`^${number} · Asked by Nora Lind · Due .*UTC`) },
      ],
    },
    { elements: [{ type: 'button', url: inbox }] },
  ])
  expect(message?.text).toBe(
    `buyers is asked to decide: <${inbox}|Budget for a &lt;!channel&gt; &amp; @\u200ball desk>`,
  )
  expect(JSON.stringify(got)).not.toContain('/decide/')
  expect(await sendMessages()).toBe(0)

  await decide(ana, id)
  await vi.waitFor(async () => expect(await sendMessages()).toBe(1))
  expect(got.map((one) => one.key)).toEqual(['key-of-buyers', 'key-of-payers'])

  await decide(tom, id, { vote: 'SEND_BACK', comment: 'Smaller' })
  await runs.rest(executionId)
  const changed = { commandId: newId(), round: 1, values: { item: 'a stool' } }
  await resubmitRequest(requester, requestId, changed)
  await runs.rest(executionId)
  expect(await sendMessages()).toBe(1)
  expect(got.at(-1)?.message.text).toMatch(/^buyers is asked again, about what was changed: .*a stool>$/)
  expect((await viewOf('buyers')).lastSentAt).toBeDefined()
})

it('is told later where the chat does not answer, never where it refuses, nor what is decided; no log names the address', async () => {
  const warn = vi.spyOn(log(), 'warn')
  await set('buyers')
  answer = { status: 503, text: `busy, see ${urlOf('key-of-buyers')}` }
  const [first, second] = [await submit('a lamp'), await submit('a chair')]
  expect(await sendMessages()).toBe(0)
  // of two that wait one was tried: the other waits with it
  expect(got).toHaveLength(1)
  expect(await viewOf('buyers')).toMatchObject({
    waiting: 2,
    lastError: { message: 'The chat answered 503: busy, see …' },
  })
  const due = () => db.channelMessage.updateMany({ data: { dueAt: new Date(0) } })
  answer = { status: 429, text: 'slow down', headers: { 'retry-after': '120' } }
  await due()
  await sendMessages()
  const { dueAt } = await db.channelMessage.findFirstOrThrow({ where: { state: 'waiting' } })
  expect(dueAt.getTime() - Date.now()).toBeGreaterThan(100_000)
  answer = { status: 429, text: 'never', headers: { 'retry-after': '1e300' } }
  await due()
  await sendMessages()
  const later = await db.channelMessage.findFirstOrThrow({ where: { state: 'waiting' } })
  expect(later.dueAt.getTime() - Date.now()).toBeGreaterThan(3_000_000)

  await decide(ana, first.id, { vote: 'DENY', comment: 'No' })
  await runs.rest(first.executionId)
  answer = { status: 200, text: 'ok' }
  got.length = 0
  await due()
  expect(await sendMessages()).toBe(1)
  expect(got.map(({ message }) => message.text)).toEqual([expect.stringContaining('a chair')])
  expect(await viewOf('buyers')).toMatchObject({ waiting: 0, lastSentAt: expect.any(String) })
  expect(await viewOf('buyers')).not.toHaveProperty('lastError')

  answer = { status: 403, text: 'invalid_token' }
  const third = await submit('a shelf')
  await sendMessages()
  const states = await db.channelMessage.findMany({ select: { approvalId: true, state: true, error: true } })
  expect(Object.fromEntries(states.map(({ approvalId, state }) => [approvalId, state]))).toEqual({
    [first.id]: 'dropped',
    [second.id]: 'sent',
    [third.id]: 'refused',
  })
  await call('PUT /groups/buyers/channel', { url: 'http://127.0.0.1:9/services/key-of-buyers' })
  await submit('a bin')
  await sendMessages()
  expect(JSON.stringify(await viewOf('buyers'))).toContain('private or local')
  const logged = JSON.stringify([warn.mock.calls, await db.channelMessage.findMany()])
  expect(logged).toContain('A channel was not told: refused')
  expect(logged).not.toContain('/services/')
})
