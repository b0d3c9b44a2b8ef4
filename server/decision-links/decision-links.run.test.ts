import { randomBytes } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { POST } from '#app/api/decide/[token]/route.ts'
import type { Actor } from '#server/actor.ts'
import { decideApproval } from '#server/approvals/decide-approval.ts'
import { getApproval } from '#server/approvals/get-approval.ts'
import { reassignApproval } from '#server/approvals/reassign-approval.ts'
import { catalog } from '#server/apps/catalog.ts'
import { submitApp } from '#server/apps/submit-app.ts'
import { db } from '#server/db.ts'
import { env } from '#server/env.ts'
import { contentOf } from '#server/mail/words.ts'
import { resubmitRequest } from '#server/requests/resubmit-request.ts'
import { setUpRuns } from '#server/runs/testdata/fixture.ts'
import { sealedFrom, unseal } from '#server/secrets/seal.ts'
import { setMailServer } from '#tests/harness/mailbox.ts'
import { updatePerson } from '#server/people/change-people.ts'
import { makePerson } from '#tests/harness/people.ts'
import { decideByLink } from './decide-by-link.ts'
import { decisionPage } from './open-link.ts'

// nobody listens there: what is written waits
setMailServer('smtp://127.0.0.1:9')
const runs = setUpRuns()
let requester: Actor
let ana: Actor
let tom: Actor

const source = `
id: buy
namespace: company.team
displayName: Buy something
inputs:
  - { id: item, type: STRING }
tasks:
  - id: budget
    type: approval
    title: "Budget for {{ inputs.item }}"
    message: "**Please** agree"
    show: [inputs.item]
    allow: [reassign]
    decisions: { approve: { label: { en: Buy it, de: Kaufen } }, sendBack: { label: Please change } }
    deciders: [{ group: buyers }]
`

beforeAll(async () => {
  requester = (await makePerson({ name: 'Nora Lind' })).actor
  ana = (await makePerson({ name: 'Ana Ruiz', groups: ['buyers'] })).actor
  tom = (await makePerson({ name: 'Tom Weber' })).actor
  await runs.publish(source)
}, 60_000)

const newId = () => randomBytes(16).toString('base64url')

async function submit(): Promise<string> {
  const [card] = await catalog(requester)
  const call = { values: { item: 'a desk' }, idempotencyKey: newId() }
  const { executionId } = await submitApp(requester, card?.id ?? '', call)
  await runs.rest(executionId)
  return (await db.approval.findFirstOrThrow({ where: { executionId } })).id
}

/** The token in the newest mail to a person about an approval. */
async function mailed(person: Actor, approvalId: string): Promise<string> {
  const mail = await db.mail.findFirstOrThrow({
    where: { personId: person.id, data: { path: ['data', 'approvalId'], equals: approvalId } },
    orderBy: { createdAt: 'desc' },
  })
  return unseal(sealedFrom(mail.path ?? '')).replace('/decide/', '')
}

const votesOf = (approvalId: string) => db.approvalVote.findMany({ where: { approvalId } })
const refusalsOf = (subjectId: string) =>
  db.auditEntry.findMany({ where: { subjectId, action: 'approval:decide', refused: true } })
const yes = { vote: 'APPROVE' } as const

it('shows what is to be decided however often it is looked at, and decides by the first button alone', async () => {
  const id = await submit()
  const token = await mailed(ana, id)
  for (let time = 0; time < 20; time += 1)
    expect(await decisionPage(token)).toMatchObject({
      state: 'open',
      title: 'Budget for a desk',
      messageHtml: '<p><strong>Please</strong> agree</p>',
      show: [{ label: 'Item', display: 'a desk' }],
      requester: 'Nora Lind',
      labels: { approve: 'Buy it' },
      sendBack: { label: 'Please change' },
    })
  expect(await votesOf(id)).toEqual([])
  expect((await getApproval(ana, id)).state).toBe('OPEN')

  const place = { address: '192.0.2.7', userAgent: 'Phone' }
  const both = await Promise.allSettled([
    decideByLink(token, yes, place),
    decideByLink(token, { vote: 'DENY', comment: 'no' }, place),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const [vote, ...more] = await votesOf(id)
  expect(more).toEqual([])
  expect(vote).toMatchObject({ personId: ana.id, door: 'mail' })
  await expect(decideByLink(token, yes, place)).rejects.toMatchObject({ code: 'gone' })
  expect(await refusalsOf(id)).toMatchObject([{ actorId: ana.id }, { actorId: ana.id }])
  expect(await decisionPage(token)).toMatchObject({ state: 'decided', vote: vote?.vote })
  const entry = await db.auditEntry.findFirstOrThrow({
    where: { subjectId: id, action: 'approval:decide', refused: false },
  })
  expect(entry).toMatchObject({ actorId: ana.id, door: 'mail', address: '192.0.2.7' })
})

it('asks for the reason of a rejection, and takes it afterwards', async () => {
  const id = await submit()
  const token = await mailed(ana, id)
  const deny = { vote: 'DENY' } as const
  await expect(decideByLink(token, deny, {})).rejects.toMatchObject({ code: 'invalid' })
  expect(await decisionPage(token)).toMatchObject({ state: 'open', commentRequired: 'ON_DENY' })
  await decideByLink(token, { ...deny, comment: 'Too dear' }, {})
  expect(await votesOf(id)).toMatchObject([{ vote: 'DENY', comment: 'Too dear' }])
})

/** The form of a link's page, sent as a browser without JavaScript sends it. */
function formOf(token: string) {
  return (fields: Record<string, string>) => {
    const body = new URLSearchParams(fields).toString()
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
    }
    const call = new Request(`http://localhost:3000/api/decide/${token}`, { method: 'POST', headers, body })
    return POST(call, { params: Promise.resolve({ token }) })
  }
}

it('asks for changes, once it is said which, and the next round has a link of its own', async () => {
  const id = await submit()
  const token = await mailed(ana, id)
  const send = formOf(token)
  expect((await send({ vote: 'SEND_BACK', comment: '' })).headers.get('location')).toBe(
    `/decide/${token}?error=changes`,
  )
  expect(await decisionPage(token)).toMatchObject({ state: 'open' })
  expect((await send({ vote: 'SEND_BACK', comment: 'A smaller one' })).headers.get('location')).toBe(
    `/decide/${token}`,
  )
  expect(await votesOf(id)).toMatchObject([{ vote: 'SEND_BACK', comment: 'A smaller one', door: 'mail' }])
  expect(await decisionPage(token)).toMatchObject({ state: 'decided', vote: 'SEND_BACK' })

  const { requestId, executionId } = await db.approval.findUniqueOrThrow({ where: { id } })
  await runs.rest(executionId)
  const changed = { commandId: newId(), round: 1, values: { item: 'a stool' } }
  await resubmitRequest(requester, requestId ?? '', changed)
  await runs.rest(executionId)
  const next = await db.approval.findFirstOrThrow({ where: { executionId, round: 2 } })
  const again = await mailed(ana, next.id)
  expect(again).not.toBe(token)
  expect(await decisionPage(again)).toMatchObject({ state: 'open', show: [{ display: 'a stool' }] })
  await decideByLink(again, yes, {})
  expect((await runs.rest(executionId)).state.current).toBe('SUCCESS')
})

it('works as a plain form, and leads back to its page', async () => {
  const id = await submit()
  const token = await mailed(ana, id)
  const send = formOf(token)
  expect((await send({})).status).toBe(415)
  expect((await send({ vote: 'DENY', comment: ' ' })).headers.get('location')).toBe(
    `/decide/${token}?error=comment`,
  )
  const sent = await send({ vote: 'DENY', comment: `one\r\ntwo ${'€'.repeat(4000)}` })
  expect([sent.status, sent.headers.get('location')]).toEqual([303, `/decide/${token}`])
  expect((await votesOf(id))[0]?.comment).toMatch(/^one\ntwo €{4000}$/)
})

it('takes a reason that no database holds as it can be held, and the request goes on', async () => {
  const id = await submit()
  const send = formOf(await mailed(ana, id))
  await send({ vote: 'DENY', comment: `No\u0000 ${'x'.repeat(4995)}😀` })
  const [vote] = await votesOf(id)
  expect(vote?.comment).toBe(`No\ufffd ${'x'.repeat(4995)}\ufffd`)
  const { executionId } = await db.approval.findUniqueOrThrow({ where: { id } })
  expect((await runs.rest(executionId)).state.current).toBe('CANCELLED')
})

it('is for its person and what they were shown: others, and what has changed, are refused', async () => {
  const id = await submit()
  const token = await mailed(ana, id)
  const [linkId = '', signature = ''] = token.split('.')
  for (const wrong of [`${newId()}.${signature}`, linkId, `${linkId}.${signature.slice(1)}`, 'none'])
    await expect(decisionPage(wrong)).rejects.toMatchObject({ code: 'gone' })

  const { version } = await getApproval(ana, id)
  await db.groupMember.deleteMany({ where: { personId: ana.id } })
  await reassignApproval(ana, id, { commandId: newId(), version, toId: tom.id })
  await expect(decisionPage(token)).rejects.toMatchObject({ code: 'gone' })
  await expect(decideByLink(token, yes, {})).rejects.toMatchObject({ code: 'gone' })
  expect(await refusalsOf(id)).toMatchObject([{ actorId: ana.id, door: 'mail' }])
  const his = await mailed(tom, id)
  expect(await decisionPage(his)).toMatchObject({ state: 'open' })

  await db.approval.update({ where: { id }, data: { version: { increment: 1 } } })
  expect(await decisionPage(his)).toEqual({ state: 'changed', path: `/inbox?id=${encodeURIComponent(id)}` })
  await db.approval.update({ where: { id }, data: { version: { decrement: 1 } } })
  await db.decisionLink.updateMany({ where: { personId: tom.id }, data: { version: 1 } })
  await expect(decideByLink(his, yes, {})).rejects.toMatchObject({ code: 'conflict' })
  expect(await refusalsOf(id)).toHaveLength(2)
  expect(await votesOf(id)).toEqual([])
  await db.groupMember.create({ data: { personId: ana.id, groupId: 'buyers' } })
})

it('opens nothing for who has left, and is not enough for who has a second factor', async () => {
  const id = await submit()
  const token = await mailed(ana, id)
  await db.person.update({ where: { id: ana.id }, data: { active: false } })
  await expect(decisionPage(token)).rejects.toMatchObject({ code: 'gone' })
  await expect(decideByLink(token, yes, {})).rejects.toMatchObject({ code: 'gone' })
  await db.person.update({ where: { id: ana.id }, data: { active: true } })
  const factor = { personId: ana.id, secret: '', confirmedAt: new Date() }
  await db.secondFactor.create({ data: factor })
  await expect(decideByLink(token, yes, {})).rejects.toMatchObject({ code: 'gone' })
  const other = await submit()
  expect(await db.decisionLink.count({ where: { approvalId: other } })).toBe(0)
  await db.secondFactor.delete({ where: { personId: ana.id } })
  expect(await votesOf(id)).toEqual([])
})

it('opens nothing for the mailbox that its person has left', async () => {
  const admin = (await makePerson({ roles: ['admin'] })).actor
  const id = await submit()
  const token = await mailed(ana, id)
  await updatePerson(admin, ana.id, { email: 'ana.elsewhere@test.example' })
  await expect(decideByLink(token, yes, {})).rejects.toMatchObject({ code: 'gone' })
  await expect(decisionPage(token)).rejects.toMatchObject({ code: 'gone' })
  expect(await refusalsOf(id)).toMatchObject([{ actorId: ana.id, door: 'mail' }])
})

it('tells the time as its person does, and shows a way where a decision was lost', async () => {
  const id = await submit()
  const token = await mailed(ana, id)
  await db.person.update({ where: { id: ana.id }, data: { timeZone: 'Asia/Tokyo' } })
  expect(await decisionPage(token)).toMatchObject({ state: 'open', timeZone: 'Asia/Tokyo' })
  await db.decisionLink.updateMany({ where: { approvalId: id }, data: { decisionId: newId() } })
  const path = `/inbox?id=${encodeURIComponent(id)}`
  expect(await decisionPage(token)).toEqual({ state: 'pending', path })
})

it('is not enough for who comes by a provider alone, unless the operator says that it guards their mailbox', async () => {
  const id = await submit()
  const token = await mailed(ana, id)
  const { passwordHash } = await db.person.findUniqueOrThrow({ where: { id: ana.id } })
  await db.person.update({ where: { id: ana.id }, data: { passwordHash: null } })
  await expect(decideByLink(token, yes, {})).rejects.toMatchObject({ code: 'gone' })
  const other = await submit()
  expect(await db.decisionLink.count({ where: { approvalId: other } })).toBe(0)
  env().FORMWORK_MAIL_DECISIONS = 'providers'
  try {
    expect(await decisionPage(await mailed(ana, await submit()))).toMatchObject({ state: 'open' })
    await decideByLink(token, yes, {})
  } finally {
    env().FORMWORK_MAIL_DECISIONS = 'on'
    await db.person.update({ where: { id: ana.id }, data: { passwordHash } })
  }
  expect(await votesOf(id)).toHaveLength(1)
})

it('ends after seven days, and with its approval', async () => {
  const id = await submit()
  const token = await mailed(ana, id)
  const link = await db.decisionLink.findFirstOrThrow({ where: { approvalId: id } })
  expect(link.expiresAt.getTime() - link.createdAt.getTime()).toBeCloseTo(7 * 86_400_000, -4)
  await db.decisionLink.update({ where: { id: link.id }, data: { expiresAt: new Date(Date.now() - 1) } })
  expect(await decisionPage(token)).toMatchObject({ state: 'expired' })
  await expect(decideByLink(token, yes, {})).rejects.toMatchObject({ code: 'gone' })
  await db.decisionLink.update({ where: { id: link.id }, data: { expiresAt: link.expiresAt } })
  const { version, seenHash } = await getApproval(ana, id)
  await decideApproval(ana, id, { decisionId: newId(), ...yes, version, seenHash, holdSeconds: 0 })
  expect(await decisionPage(token)).toMatchObject({ state: 'closed', reason: 'You have decided already.' })
  await expect(decideByLink(token, yes, {})).rejects.toMatchObject({ code: 'conflict' })
  expect(await votesOf(id)).toHaveLength(1)
})

it('stands in the mail alone: its button leads there, and says what it does', async () => {
  const id = await submit()
  const token = await mailed(ana, id)
  const [linkId = ''] = token.split('.')
  expect(JSON.stringify(await db.mail.findMany({ omit: { path: true } }))).not.toContain(linkId)
  const notice = { kind: 'approval-waiting' as const, data: { approvalId: id, title: 'Budget' } }
  const reader = { id: ana.id, name: 'Ana Ruiz', timeZone: 'UTC', language: 'en' as const }
  const by = {
    kind: 'notice' as const,
    data: { ...notice, decidesByLink: true },
    secretPath: `/decide/${token}`,
  }
  const said = contentOf(by, reader)
  expect(said.action?.url).toBe(`http://localhost:3000/decide/${token}`)
  expect(said.paragraphs.at(-1)).toContain('do not pass this mail on')
  const without = contentOf({ kind: 'notice', data: notice }, reader)
  expect(without.action?.url).toBe(`http://localhost:3000/inbox?id=${encodeURIComponent(id)}`)
  expect(without.paragraphs).toHaveLength(1)
})
