import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { listAudit } from '#server/audit/list.ts'
import { db } from '#server/db.ts'
import { sendWaiting } from '#server/mail/send-waiting.ts'
import { namespace, setUpRuns } from '#server/runs/testdata/fixture.ts'
import { sign } from '#server/secrets/sign.ts'
import { openMailbox, setMailServer } from '#tests/harness/mailbox.ts'
import { makePerson } from '#tests/harness/people.ts'
import { listResumeLinks, revokeResumeLink } from './list-links.ts'
import { makeResumeLink } from './make-link.ts'

const box = await openMailbox()
setMailServer(`smtp://127.0.0.1:${box.port}`)
afterAll(() => box.stop())
const runs = setUpRuns()
let admin: Actor
let viewer: Actor

beforeAll(async () => {
  admin = (await makePerson({ roles: ['admin'] })).actor
  viewer = (await makePerson({ roles: ['viewer'] })).actor
})

const waits = (id: string) => `
id: ${id}
namespace: ${namespace}
tasks:
  - id: supplier-answer
    type: pause
    description: When can you **deliver**?
    onResume:
      - { id: days, type: INT, min: 1 }
  - { id: told, type: return, format: "{{ outputs['supplier-answer'].onResume.days }} by {{ outputs['supplier-answer'].resumed.by }}" }
`

const open = (token: string, init?: RequestInit, more = '') =>
  dispatch(new Request(`http://localhost:3000/api/v1/public/resume/${token}${more}`, init))
const answer = (token: string, values: object, more = '') =>
  open(token, { method: 'POST', body: JSON.stringify({ values }) }, more)
const tokenOf = (url: string) => url.split('/resume/')[1] ?? ''

it('resumes one pause once, with what it asks for; a GET resumes nothing, and nothing of the run is told', async () => {
  await runs.publish(waits('by-link'))
  const { id } = await runs.run('by-link')
  const link = await makeResumeLink(runs.engineer, id, {})
  expect(link.url).toMatch(/^http:\/\/localhost:3000\/resume\/[\w-]{22}\.[\w-]{43}$/)
  const token = tokenOf(link.url)

  const page = await open(token)
  expect(page.status).toBe(200)
  const seen = await page.json()
  expect(seen).toMatchObject({
    title: 'Supplier answer',
    description: expect.stringContaining('<strong>deliver</strong>'),
    inputs: [{ id: 'days' }],
  })
  expect(JSON.stringify(seen)).not.toContain(id)
  expect((await open(token)).status).toBe(200)

  expect((await (await answer(token, { days: 0 }, '/validate')).json()).states[0].problems).toHaveLength(1)
  expect((await answer(token, { days: 0 })).status).toBe(422)
  const taken = await Promise.all([answer(token, { days: 3 }), answer(token, { days: 4 })])
  expect(taken.map(({ status }) => status).sort()).toEqual([204, 410])
  const ended = await runs.rest(id)
  expect(ended.state.current).toBe('SUCCESS')
  expect(ended.taskRunList.find(({ taskId }) => taskId === 'told')?.outputs?.value).toMatch(
    /^[34] by Somebody by link$/,
  )
  expect((await open(token)).status).toBe(410)
  const { results } = await listAudit(admin, { action: 'execution:resume', subjectId: id, size: 10 })
  expect(results).toMatchObject([{ actor: { id: 'outsider' }, door: 'link', after: { linkId: link.id } }])
})

it('tells who sends the same once more that it was done, and nobody else', async () => {
  await runs.publish(waits('by-link-twice'))
  const { id } = await runs.run('by-link-twice')
  const token = tokenOf((await makeResumeLink(runs.engineer, id, {})).url)
  const sent = (key: string, days: number) =>
    open(token, {
      method: 'POST',
      headers: { 'idempotency-key': key },
      body: JSON.stringify({ values: { days } }),
    })
  expect((await sent('first', 3)).status).toBe(204)
  expect((await sent('first', 3)).status).toBe(204)
  expect((await sent('first', 4)).status).toBe(422)
  expect((await sent('other', 3)).status).toBe(410)
  const kept = await db.idempotentAnswer.findMany({ where: { key: 'first' } })
  expect(kept).toHaveLength(1)
  expect(JSON.stringify(kept)).not.toContain(token)
}, 60_000)

it('opens nothing when it was changed, is too old, or was taken back', async () => {
  await runs.publish(waits('closed-link'))
  const { id } = await runs.run('closed-link')
  const link = await makeResumeLink(runs.engineer, id, { expiresIn: 'PT1H' })
  const token = tokenOf(link.url)
  const forged = [
    'nothing',
    `${link.id}.${'A'.repeat(43)}`,
    // what is signed for another use is not signed for this one
    `${link.id}.${sign('another use', link.id)}`,
    token.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
  ]
  for (const one of forged) expect((await open(one)).status, one).toBe(410)
  await db.resumeLink.update({ where: { id: link.id }, data: { expiresAt: new Date(Date.now() - 1000) } })
  expect((await open(token)).status).toBe(410)
  expect((await answer(token, { days: 3 })).status).toBe(410)

  const second = await makeResumeLink(runs.engineer, id, {})
  await revokeResumeLink(runs.engineer, id, second.id)
  expect((await answer(tokenOf(second.url), { days: 3 })).status).toBe(410)
  const listed = await listResumeLinks(runs.engineer, id)
  expect(listed.map((one) => [one.id, Boolean(one.revokedAt), 'url' in one])).toEqual([
    [second.id, true, false],
    [link.id, false, false],
  ])
})

it('is made by who may resume, for a pause that waits, and is sent where it is wanted', async () => {
  await runs.publish(waits('mailed-link'))
  const { id } = await runs.run('mailed-link')
  await expect(makeResumeLink(viewer, id, {})).rejects.toMatchObject({ code: 'forbidden' })
  await expect(listResumeLinks(viewer, id)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(makeResumeLink(runs.engineer, id, { expiresIn: 'soon' })).rejects.toMatchObject({
    code: 'invalid',
  })
  await expect(makeResumeLink(runs.engineer, id, { taskRunId: 'none' })).rejects.toMatchObject({
    code: 'conflict',
  })
  const { url } = await makeResumeLink(runs.engineer, id, { email: 'Supplier@Other.example' })
  await sendWaiting()
  const letter = await box.letter('supplier@other.example', 'Your answer is needed: Supplier answer')
  expect(letter.mail.text).toContain(url)
  expect(letter.mail.text).toContain('Hello,')
})

it('is made by a task of the execution, and there only', async () => {
  await runs.publish(`
id: link-in-flow
namespace: ${namespace}
tasks:
  - id: wait
    type: pause
    onPause: { id: ask, type: log, message: "{{ resumeUrl('wait', expiresIn='P2D') }}" }
`)
  const { id } = await runs.run('link-in-flow')
  const line = await db.log.findFirstOrThrow({ where: { executionId: id, taskId: 'ask' } })
  const token = tokenOf(line.message)
  expect((await open(token)).status).toBe(200)
  expect((await answer(token, {})).status).toBe(204)
  expect((await runs.rest(id)).state.current).toBe('SUCCESS')

  await runs.publish(`
id: unknown-task
namespace: ${namespace}
tasks:
  - { id: ask, type: log, message: "{{ resumeUrl('nothing') }}" }
`)
  expect((await runs.run('unknown-task')).state.current).toBe('FAILED')
})
