import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { listAudit } from '#server/audit/list.ts'
import { db } from '#server/db.ts'
import { freePort } from '#server/launcher/ports.ts'
import { openSession } from '#server/people/sessions.ts'
import { transaction } from '#server/transaction.ts'
import { openMailbox, setMailServer, type Mailbox } from '#tests/harness/mailbox.ts'
import { makePerson } from '#tests/harness/people.ts'
import { until } from '#tests/harness/until.ts'
import { keepMailing } from './duty.ts'
import { postMail } from './post-mail.ts'
import { readMail } from './read-mail.ts'
import { sendWaiting } from './send-waiting.ts'
import { testMail } from './send-test.ts'

const port = await freePort()
setMailServer(`smtp://sender:open%20sesame@127.0.0.1:${port}`, '"Forms, Inc." <forms@formwork.example>')

const refusedMail = /^refused/
const knownUser = { username: 'sender', password: 'open sesame' }
let open = true

function serve(): Promise<Mailbox> {
  return openMailbox(port, {
    onAuth: ({ username, password }, _, done) => {
      if (open && username === knownUser.username && password === knownUser.password) {
        done(null, { user: username })
        return
      }
      done(new Error(`No way in with ${password}`))
    },
    onRcptTo: ({ address }, _, done) => {
      done(refusedMail.test(address) ? Object.assign(new Error('No such box'), { responseCode: 550 }) : null)
    },
  })
}

let box = await serve()
afterAll(() => box.stop())
beforeEach(async () => {
  open = true
  box.received.length = 0
  await db.mail.deleteMany()
})

const admin = await makePerson({ roles: ['admin'], name: 'Ada Admin' })
const at = '2026-11-27T05:00:00.000Z'

function post(personId: string, { key = 'once', device }: { key?: string; device?: string } = {}) {
  return transaction((tx) =>
    postMail(tx, { personId, kind: 'new-device', data: { at, device }, dedupeKey: key }),
  )
}

describe('a mail', () => {
  test('is sent once in two forms, from the sender to the person alone', async () => {
    const { actor } = await makePerson({ name: 'Mara Holt' })
    await db.person.update({ where: { id: actor.id }, data: { timeZone: 'Europe/Berlin' } })
    expect(await post(actor.id, { device: 'Firefox, Linux' })).toBe(true)
    expect(await post(actor.id, { device: 'Firefox, Linux' })).toBe(false)
    expect(await sendWaiting()).toBe(1)
    expect(await sendWaiting()).toBe(0)
    const { to, mail } = await box.letter(actor.email, 'A new device signed in')
    expect(to).toEqual([actor.email])
    expect(mail.from?.value).toEqual([{ name: 'Forms, Inc.', address: 'forms@formwork.example' }])
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail.text).toContain('Hello Mara Holt,')
    expect(mail.text).toMatch(/27 November 2026 at 06:00 \(Europe\/Berlin\)/)
    expect(mail.text).toContain('Firefox, Linux')
    expect(mail.text).toContain('http://localhost:3000/account#sessions')
    expect(mail.html).toContain('<html lang="en">')
    expect(mail.html).not.toContain('<table')
    expect(box.received).toHaveLength(1)
  })

  test('has a Message-ID that stays the same when it is sent again', async () => {
    const { actor } = await makePerson()
    await post(actor.id)
    await sendWaiting()
    // a worker that died after the server had taken it
    await db.mail.updateMany({ data: { state: 'waiting', dueAt: new Date() } })
    await sendWaiting()
    const ids = box.received.map(({ mail }) => mail.messageId)
    expect(ids).toHaveLength(2)
    expect(new Set(ids)).toEqual(new Set([expect.stringMatching(/^<[\w-]{22}@localhost>$/)]))
  })

  test('takes no header and no markup from a name', async () => {
    const name = 'Eve\r\nBcc: victim@test.example\r\n\r\n<script>alert(1)</script> & "co" <x@y.example>'
    const { actor } = await makePerson({ name })
    await post(actor.id, { device: 'A\u2028B\r\nSubject: other <b>bold</b>' })
    await sendWaiting()
    const { to, mail, source } = await box.letter(actor.email, 'A new device')
    expect(to).toEqual([actor.email])
    expect(mail.bcc).toBeUndefined()
    expect(mail.headers.has('bcc')).toBe(false)
    expect(source.split('\r\n\r\n')[0]).not.toMatch(/^(bcc|subject: other)/im)
    expect([mail.to].flat().flatMap((list) => list?.value.map(({ address }) => address) ?? [])).toEqual([
      actor.email,
    ])
    expect(mail.html).not.toMatch(/<script|<b>/)
    expect(mail.html).toContain('&lt;script&gt;')
  })

  test('goes to nobody who left, to no program and to nobody of the demo', async () => {
    const [left, demo, leaving] = [await makePerson(), await makePerson({ demo: true }), await makePerson()]
    await db.person.update({ where: { id: left.actor.id }, data: { active: false } })
    const program = await makePerson()
    await db.person.update({ where: { id: program.actor.id }, data: { kind: 'service-account' } })
    for (const { actor } of [left, demo, program]) expect(await post(actor.id)).toBe(false)
    await post(leaving.actor.id)
    await db.person.update({ where: { id: leaving.actor.id }, data: { active: false } })
    expect(await sendWaiting()).toBe(0)
    expect(await db.mail.findMany()).toMatchObject([{ state: 'dropped' }])
    expect(box.received).toEqual([])
  })

  test('that was undone with its transaction is none', async () => {
    const { actor } = await makePerson()
    const work = transaction(async (tx) => {
      await postMail(tx, { personId: actor.id, kind: 'test', data: { at }, dedupeKey: 'undone' })
      throw new Error('no')
    })
    await expect(work).rejects.toThrow('no')
    expect(await db.mail.count()).toBe(0)
  })

  test('that the server refuses for good is not tried again, and holds nobody back', async () => {
    const [bad, good] = [await makePerson(), await makePerson()]
    await db.person.update({ where: { id: bad.actor.id }, data: { email: 'refused@test.example' } })
    await post(bad.actor.id)
    await post(good.actor.id)
    expect(await sendWaiting()).toBe(1)
    const row = await db.mail.findFirstOrThrow({ where: { personId: bad.actor.id } })
    expect(row).toMatchObject({
      state: 'refused',
      attempts: 1,
      error: expect.stringContaining('No such box'),
    })
    expect(await readMail(admin.actor)).toMatchObject({
      waiting: 0,
      lastError: { kind: 'new-device', again: false, message: expect.stringContaining('No such box') },
    })
  })

  test('keeps its link sealed while it waits, and not at all afterwards', async () => {
    const { actor } = await makePerson()
    const secret = { path: '/password/very-secret-token', until: new Date(Date.now() + 60_000) }
    const data = { until: secret.until.toISOString() }
    await transaction((tx) =>
      postMail(tx, { personId: actor.id, kind: 'password-reset', data, dedupeKey: 'sealed', secret }),
    )
    const waiting = await db.mail.findFirstOrThrow()
    expect(waiting.path).not.toBeNull()
    expect(JSON.stringify(waiting)).not.toContain('very-secret')
    await sendWaiting()
    const { mail } = await box.letter(actor.email, 'A new password')
    expect(mail.text).toContain('http://localhost:3000/password/very-secret-token')
    expect((await db.mail.findFirstOrThrow()).path).toBeNull()
  })

  test('is given up when its time is over', async () => {
    const { actor } = await makePerson()
    await post(actor.id)
    await db.mail.updateMany({ data: { until: new Date(Date.now() - 1) } })
    expect(await sendWaiting()).toBe(0)
    expect(await db.mail.findFirstOrThrow()).toMatchObject({ state: 'dropped', path: null })
  })
})

describe('a mail server that is down', () => {
  test('gets everything when it is back, once', async () => {
    await box.stop()
    const people = [await makePerson(), await makePerson(), await makePerson()]
    for (const { actor } of people) await post(actor.id)
    const duty = keepMailing()
    try {
      const tried = () => db.mail.count({ where: { state: 'waiting', error: { contains: 'ECONNREFUSED' } } })
      await until(async () => (await tried()) === 3, 'all were tried')
      expect(await readMail(admin.actor)).toMatchObject({
        waiting: 3,
        lastError: { again: true, message: expect.stringContaining('Nothing listens at 127.0.0.1') },
      })
      box = await serve()
      for (const { actor } of people) await box.letter(actor.email, 'A new device')
      await until(async () => (await db.mail.count({ where: { state: 'sent' } })) === 3, 'all are noted')
      expect(box.received).toHaveLength(3)
    } finally {
      await duty.stop()
    }
  })

  test('or lets nobody in is tried again, and its password stands nowhere', async () => {
    const { actor } = await makePerson()
    open = false
    await post(actor.id)
    expect(await sendWaiting()).toBe(0)
    const row = await db.mail.findFirstOrThrow()
    expect(row).toMatchObject({
      state: 'waiting',
      error: expect.stringMatching(/does not take the user and the password .*No way in with \*{8}/),
    })
    expect(row.error).not.toContain('open sesame')
    open = true
    await db.mail.updateMany({ data: { dueAt: new Date() } })
    expect(await sendWaiting()).toBe(1)
  })
})

describe('the state of mail', () => {
  test('names the server and the sender, never the password', async () => {
    const state = await readMail(admin.actor)
    expect(state).toMatchObject({
      server: { host: '127.0.0.1', port, protocol: 'smtp', account: true },
      sender: 'Forms, Inc. <forms@formwork.example>',
      waiting: 0,
    })
    expect(JSON.stringify(state)).not.toContain('sesame')
  })

  test('a test is sent at once, and tells what the server said', async () => {
    const done = await testMail(admin.actor)
    expect(done).toMatchObject({ sent: true, to: admin.email, answer: expect.stringMatching(/^250/) })
    await box.letter(admin.email, 'Mail from Formwork works')
    open = false
    const failed = await testMail(admin.actor)
    expect(failed).toMatchObject({ sent: false, answer: expect.stringContaining('No way in') })
    expect(failed.answer).not.toContain('sesame')
    const { results } = await listAudit(admin.actor, { subjectId: 'mail', size: 10 })
    expect(results.map(({ action, after }) => [action, after])).toEqual([
      ['mail:test', { sent: false }],
      ['mail:test', { sent: true }],
    ])
  })

  test('is the business of who may read and change the system', async () => {
    const { actor } = await makePerson({ roles: ['engineer'] })
    await expect(readMail(actor)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(testMail(actor)).rejects.toMatchObject({ code: 'forbidden' })
    const reader = { ...actor, roles: [{ role: 'x', permissions: ['system:read'] }] }
    expect(await readMail(reader)).toMatchObject({ waiting: 0 })
    await expect(testMail(reader)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

test('a sign-in with a new device is told by mail, the first one is not', async () => {
  const { actor } = await makePerson()
  await openSession(actor.id, { device: 'a'.repeat(32), userAgent: 'Firefox Linux' })
  expect(await db.mail.count()).toBe(0)
  await openSession(actor.id, { device: 'b'.repeat(32), userAgent: 'Safari iPhone', address: '198.51.100.9' })
  await sendWaiting()
  const { mail } = await box.letter(actor.email, 'A new device')
  expect(mail.text).toContain('Safari, iPhone, address 198.51.100.9')
})
