import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { freePort } from '#server/launcher/ports.ts'
import { sendWaiting } from '#server/mail/send-waiting.ts'
import { transaction } from '#server/transaction.ts'
import { openMailbox, setMailServer } from '#tests/harness/mailbox.ts'
import { makePerson } from '#tests/harness/people.ts'
import { notify } from './notify.ts'
import { sendDigests } from './send-digests.ts'
import { changeNoticeSettings, readNoticeSettings } from './settings.ts'
import { readToken, unsubscribe, unsubscribeToken } from './unsubscribe.ts'

const port = await freePort()
setMailServer(`smtp://127.0.0.1:${port}`, 'Formwork <forms@formwork.example>')
const box = await openMailbox(port)
afterAll(() => box.stop())

let nora: Actor
let count = 0
beforeEach(async () => {
  box.received.length = 0
  await db.mail.deleteMany()
  nora = (await makePerson({ name: 'Nora Lind' })).actor
})

function tell(kind: 'request-approved' | 'request-comment' | 'new-device', more = {}): Promise<void> {
  const data = { number: 'PUR-7', title: 'A laptop', by: 'Ana Ruiz', ...more }
  const dedupeKey = `settings-${++count}`
  return transaction((tx) => notify(tx, { personIds: [nora.id], kind, requestId: 'r1', data, dedupeKey }))
}

test('what happens comes by mail at once, with a way to get no more of it', async () => {
  await tell('request-comment', { text: 'Which one?\nThe red one?' })
  await sendWaiting()
  const { mail, source } = await box.letter(nora.email, 'Ana Ruiz wrote about PUR-7, A laptop')
  expect(mail.text).toContain('Which one? The red one?')
  expect(mail.text).toContain('http://localhost:3000/requests/r1')
  const [url = ''] = /http:\/\/localhost:3000\/api\/unsubscribe\/\S+/.exec(mail.text ?? '') ?? []
  expect(mail.headers.get('list')).toMatchObject({ unsubscribe: { url } })
  expect(source).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  const token = decodeURIComponent(url.slice(url.lastIndexOf('/') + 1))
  expect(readToken(token)).toEqual({ personId: nora.id, from: 'talk' })
  await unsubscribe(token)
  await unsubscribe(token)
  expect((await readNoticeSettings(nora)).topics).toMatchObject({ talk: 'off', decided: 'now' })
  await tell('request-comment')
  await tell('new-device')
  expect(await db.mail.count({ where: { state: 'waiting' } })).toBe(0)
  expect(await db.notice.count({ where: { personId: nora.id } })).toBe(3)
})

test('a token that is cut, changed or made for something else switches nothing off', async () => {
  const token = unsubscribeToken(nora.id, 'talk')
  for (const wrong of ['', 'x', token.slice(0, -2), `${token}x`, token.replace('.', '..')]) {
    expect(readToken(wrong)).toBeUndefined()
    await expect(unsubscribe(wrong)).rejects.toMatchObject({ code: 'gone' })
  }
  await db.person.update({ where: { id: nora.id }, data: { active: false } })
  await expect(unsubscribe(token)).rejects.toMatchObject({ code: 'gone' })
})

test('a digest holds what was not read meanwhile, once', async () => {
  await changeNoticeSettings(nora, { topics: { decided: 'digest', talk: 'digest' } })
  await tell('request-approved')
  await tell('request-comment')
  await tell('request-approved', { number: 'PUR-8' })
  expect(await db.mail.count({ where: { personId: nora.id } })).toBe(0)
  await sendDigests()
  expect(await db.mail.count({ where: { personId: nora.id } })).toBe(0)
  const where = { personId: nora.id }
  await db.notice.updateMany({ where, data: { digestDueAt: new Date(Date.now() - 1000) } })
  await db.notice.updateMany({ where: { ...where, kind: 'request-comment' }, data: { readAt: new Date() } })
  await Promise.all([sendDigests(), sendDigests()])
  await sendDigests()
  await sendWaiting()
  const { mail } = await box.letter(nora.email, '2 notifications from Formwork')
  expect(mail.text).toContain('Your request PUR-7, A laptop, was approved')
  expect(mail.text).toContain('PUR-8')
  expect(mail.text).not.toContain('wrote about')
  // each with its own way
  expect(mail.text?.match(/ {2}http:\/\/localhost:3000\/requests\/r1$/gm)).toHaveLength(2)
  expect(mail.html).toMatch(/<a href="http:\/\/localhost:3000\/requests\/r1"[^>]*>Your request PUR-8/)
  expect(box.received).toHaveLength(1)
  await unsubscribe(unsubscribeToken(nora.id, 'digest'))
  const { topics } = await readNoticeSettings(nora)
  expect(topics).toMatchObject({ decided: 'off', talk: 'off', failures: 'off', finished: 'now' })
})

test('in quiet hours a mail waits for their end', async () => {
  const hour = (shift: number) =>
    `${String((new Date().getUTCHours() + shift + 24) % 24).padStart(2, '0')}:00`
  await changeNoticeSettings(nora, { quiet: { from: hour(-1), until: hour(2) } })
  await tell('request-approved')
  const { dueAt } = await db.mail.findFirstOrThrow({ where: { personId: nora.id } })
  expect(dueAt.getTime()).toBeGreaterThan(Date.now() + 3_600_000 - 60_000)
  await changeNoticeSettings(nora, { quiet: null })
  expect((await readNoticeSettings(nora)).quiet).toBeNull()
})

test('people of the demo are told in the product only, and that there is no mail for them', async () => {
  const { actor } = await makePerson({ demo: true })
  expect(await readNoticeSettings(actor)).toMatchObject({ mail: false })
  expect(await readNoticeSettings(nora)).toMatchObject({ mail: true, digestAt: '07:00' })
})
