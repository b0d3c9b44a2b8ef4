import { expect, test } from 'vitest'
import { POST as forgotForm } from '#app/api/auth/forgot/route.ts'
import { db } from '#server/db.ts'
import { createPerson } from '#server/people/change-people.ts'
import { sendResetLink } from '#server/mail-links/send-reset.ts'
import { openSession } from '#server/people/sessions.ts'
import { makePerson } from '#tests/harness/people.ts'
import { readMail } from './read-mail.ts'
import { sendWaiting } from './send-waiting.ts'
import { testMail } from './send-test.ts'

test('without a mail server nothing is promised, kept or sent', async () => {
  const admin = await makePerson({ roles: ['admin'] })
  const none = { code: 'conflict', message: expect.stringContaining('FORMWORK_SMTP_URL') }
  const newcomer = { email: 'new@test.example', name: 'New', roles: [], groups: [], invite: true }
  await expect(createPerson(admin.actor, newcomer)).rejects.toMatchObject(none)
  expect(await db.person.count({ where: { email: newcomer.email } })).toBe(0)
  await expect(sendResetLink(admin.actor, admin.actor.id)).rejects.toMatchObject(none)
  await expect(testMail(admin.actor)).rejects.toMatchObject(none)
  for (const device of ['a', 'b']) await openSession(admin.actor.id, { device: device.repeat(32) })
  expect(await db.mail.count()).toBe(0)
  expect(await sendWaiting()).toBe(0)
  expect(await readMail(admin.actor)).toEqual({ waiting: 0 })
  const form = new Request('http://localhost:3000/api/auth/forgot', { method: 'POST', body: '' })
  expect((await forgotForm(form)).status).toBe(404)
})
