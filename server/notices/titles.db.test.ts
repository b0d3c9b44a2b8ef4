import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '#server/db.ts'
import { freePort } from '#server/launcher/ports.ts'
import { sendWaiting } from '#server/mail/send-waiting.ts'
import { transaction } from '#server/transaction.ts'
import { openMailbox, setMailServer } from '#tests/harness/mailbox.ts'
import { makePerson, type PersonForTests } from '#tests/harness/people.ts'
import { insertRequest } from '#tests/harness/request.ts'
import { listNotices } from './list-notices.ts'
import { notify } from './notify.ts'
import { sendDigests } from './send-digests.ts'
import { changeNoticeSettings } from './settings.ts'

const port = await freePort()
setMailServer(`smtp://127.0.0.1:${port}`, 'Formwork <forms@formwork.example>')
const box = await openMailbox(port)
afterAll(() => box.stop())

const source = `
id: desk
namespace: titles.it
inputs:
  - { id: reason, type: STRING }
tasks:
  - { id: say, type: log, message: "{{ inputs.reason }}" }
`
const approvalId = 'titles-approval'
const title = 'A laptop?'
let eva: PersonForTests
let tom: PersonForTests

beforeAll(async () => {
  eva = await makePerson({ name: 'Eva' })
  tom = await makePerson({ name: 'Tom' })
  await db.person.update({ where: { id: eva.actor.id }, data: { language: 'de' } })
  await insertRequest({
    source,
    requesterId: (await makePerson({ name: 'Nora' })).actor.id,
    deciderId: eva.actor.id,
    executionId: 'titles-execution',
    approvalId,
    seenHash: 'a'.repeat(64),
    reason: 'Mine broke',
  })
  const translations = { de: { title: 'Ein Laptop?', message: null, show: [] } }
  await db.approval.update({ where: { id: approvalId }, data: { translations } })
})

const tell = (kind: 'approval-reminder' | 'request-nudged', data: { title: string; number?: string }) =>
  transaction((tx) =>
    notify(tx, {
      personIds: [eva.actor.id, tom.actor.id],
      kind,
      data: { approvalId, by: 'Nora', ...data },
      dedupeKey: `titles ${JSON.stringify([kind, data])}`,
    }),
  )

test('a mail and a digest call what is to be decided as its reader does', async () => {
  await tell('approval-reminder', { title })
  await sendWaiting()
  await box.letter(eva.actor.email, 'Ihre Entscheidung steht noch aus: Ein Laptop?')
  await box.letter(tom.actor.email, 'Your decision is still asked for: A laptop?')
  box.received.length = 0
  await changeNoticeSettings(eva.actor, { topics: { reminders: 'digest' } })
  await tell('approval-reminder', { title, number: 'IT-1' })
  const where = { personId: eva.actor.id, digestDueAt: { not: null } }
  await db.notice.updateMany({ where, data: { digestDueAt: new Date(0) } })
  await sendDigests()
  await sendWaiting()
  const { mail } = await box.letter(eva.actor.email, 'Eine Benachrichtigung von Formwork')
  expect(mail.text).toContain('Ein Laptop?')
  expect(mail.text).not.toContain(title)
})

test('who is reminded of a request hears what its requester called it', async () => {
  await tell('request-nudged', { title: 'Laptop for Nora', number: 'IT-1' })
  const reader = { ...eva.actor, language: 'de' }
  expect((await listNotices(reader)).results[0]).toMatchObject({ data: { title: 'Laptop for Nora' } })
})
