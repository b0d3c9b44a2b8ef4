import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { POST as forgotForm } from '#app/api/auth/forgot/route.ts'
import { db } from '#server/db.ts'
import { sendWaiting } from '#server/mail/send-waiting.ts'
import { resetPassword, updatePerson } from '#server/people/change-people.ts'
import { changePassword } from '#server/people/me.ts'
import { openSession } from '#server/people/sessions.ts'
import { checkPassword } from '#server/people/sign-in.ts'
import { makePerson } from '#tests/harness/people.ts'
import { findLink } from './link.ts'
import { sendResetLink } from './send-reset.ts'
import { actionsOn, admin, asked, box, forgot, form, fresh, set, tokenFor, work } from './test-forms.ts'

afterAll(() => box.stop())
beforeEach(async () => {
  box.received.length = 0
  await db.mail.deleteMany()
  await db.resetAsk.deleteMany()
  await db.signInLimit.deleteMany()
})

describe('a forgotten password', () => {
  test('is replaced by a link that works once and signs nobody in', async () => {
    const person = await makePerson()
    await openSession(person.actor.id, {})
    const token = await asked(person.email)
    expect(await db.session.count({ where: { personId: person.actor.id } })).toBe(1)
    expect(await set(token)).toBe('/sign-in?set=1')
    expect(await checkPassword({ email: person.email, password: fresh })).toBeDefined()
    await expect(checkPassword(person)).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(await db.session.count({ where: { personId: person.actor.id } })).toBe(0)
    await sendWaiting()
    await box.letter(person.email, 'Your password was changed')
    expect(await set(token, 'another good one')).toBe(`/password/${token}?error=gone`)
    expect(await findLink(token)).toBeNull()
    expect(await actionsOn(person.actor.id)).toEqual([
      // the old password, which opens nothing any more
      'session:open',
      'user:set-password',
      'user:ask-password-link',
      'session:open',
    ])
  })

  test('looks the same for an address that nobody has: no word, no mail, nothing kept', async () => {
    const person = await makePerson()
    const [left, demo, program, foreign] = [
      await makePerson(),
      await makePerson({ demo: true }),
      await makePerson(),
      await makePerson(),
    ]
    await db.person.update({ where: { id: left.actor.id }, data: { active: false } })
    await db.person.update({ where: { id: program.actor.id }, data: { kind: 'service-account' } })
    // comes in by another door only
    await db.person.update({ where: { id: foreign.actor.id }, data: { passwordHash: null } })
    const unknown = ['nobody@test.example', 'no address', '', `${'x'.repeat(5000)}@test.example`]
    const nobodies = [...unknown, ...[left, demo, program, foreign].map(({ email }) => email)]
    for (const email of [person.email, ...nobodies]) expect(await forgot(email)).toBe('/forgot?sent=1')
    const kept = JSON.stringify(await db.resetAsk.findMany(), (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    )
    expect(kept).not.toContain('test.example')
    await work()
    expect(await db.resetAsk.count()).toBe(0)
    expect(box.received.flatMap(({ to }) => to)).toEqual([person.email])
    expect(await db.mailLink.count({ where: { personId: { in: [left.actor.id, demo.actor.id] } } })).toBe(0)
  })

  test('is asked for five times in a quarter of an hour, known or not', async () => {
    const { email } = await makePerson()
    for (const mail of [email, 'who@test.example']) {
      for (let count = 0; count < 5; count++) expect(await forgot(mail)).toBe('/forgot?sent=1')
      expect(await forgot(` ${mail.toUpperCase()}`)).toBe('/forgot?error=too-many')
    }
    // and that locks nobody out
    expect(await checkPassword({ email, password: 'correct horse battery' })).toBeDefined()
  })

  test('is asked for from our own page only', async () => {
    const { email } = await makePerson()
    const foreign = form('/api/auth/forgot', { email }, { origin: 'https://evil.example' })
    expect((await forgotForm(foreign)).status).toBe(403)
    expect(await db.resetAsk.count()).toBe(0)
  })

  test('leaves the second factor, and lets a paused account try at once', async () => {
    const person = await makePerson()
    await db.secondFactor.create({
      data: { personId: person.actor.id, secret: 'sealed', confirmedAt: new Date() },
    })
    for (let count = 0; count < 5; count++)
      await expect(checkPassword({ ...person, password: 'wrong' })).rejects.toMatchObject({
        code: 'unauthenticated',
      })
    await expect(checkPassword(person)).rejects.toMatchObject({ code: 'too-many' })
    expect(await set(await asked(person.email))).toBe('/sign-in?set=1')
    expect(await checkPassword({ email: person.email, password: fresh })).toBeDefined()
    expect(await db.secondFactor.count({ where: { personId: person.actor.id } })).toBe(1)
  })
})

describe('a link', () => {
  test('is looked at as often as one likes, and stands nowhere in clear', async () => {
    const person = await makePerson({ name: 'Mara Holt' })
    const token = await asked(person.email)
    for (let count = 0; count < 3; count++)
      expect(await findLink(token)).toEqual({ kind: 'reset', name: 'Mara Holt', email: person.email })
    const tables = [await db.mailLink.findMany(), await db.mail.findMany(), await db.auditEntry.findMany()]
    const text = JSON.stringify(tables, (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    )
    expect(text).not.toContain(token)
    expect(await set(token)).toBe('/sign-in?set=1')
  })

  test('stays good after a password that is not', async () => {
    const person = await makePerson({ name: 'Mara Holt' })
    const token = await asked(person.email)
    for (const [password, again, fault] of [
      ['short', 'short', 'too-short'],
      ['Password123!', 'Password123!', 'common'],
      ['Mara Holt 1', 'Mara Holt 1', 'about-you'],
      ['x7'.repeat(200), 'x7'.repeat(200), 'too-long'],
      [fresh, 'hund kuchen lampen', 'mismatch'],
    ] as const)
      expect(await set(token, password, again)).toBe(`/password/${token}?error=${fault}`)
    expect(await checkPassword(person)).toBeDefined()
    expect(await set(token)).toBe('/sign-in?set=1')
  })

  test('ends by its time, by a newer one, and by whatever else changes the account', async () => {
    const ends: [string, (person: Awaited<ReturnType<typeof makePerson>>) => Promise<unknown>][] = [
      [
        'time',
        ({ actor }) =>
          db.mailLink.updateMany({ where: { personId: actor.id }, data: { expiresAt: new Date() } }),
      ],
      ['newer', async ({ email }) => void (await asked(email))],
      ['newer by an administrator', ({ actor }) => sendResetLink(admin.actor, actor.id)],
      ['own change', ({ actor, password }) => changePassword(actor, { current: password, password: fresh })],
      ['given password', ({ actor }) => resetPassword(admin.actor, actor.id)],
      ['other address', ({ actor }) => updatePerson(admin.actor, actor.id, { email: `new-${actor.email}` })],
      ['leaving', ({ actor }) => updatePerson(admin.actor, actor.id, { active: false })],
      [
        'leaving and coming back',
        async ({ actor }) => {
          await updatePerson(admin.actor, actor.id, { active: false })
          await updatePerson(admin.actor, actor.id, { active: true })
        },
      ],
    ]
    for (const [why, end] of ends) {
      const person = await makePerson()
      const token = await asked(person.email)
      await end(person)
      expect(await findLink(token), why).toBeNull()
      expect(await set(token, 'never this one'), why).toBe(`/password/${token}?error=gone`)
      await expect(
        checkPassword({ email: person.email, password: 'never this one' }),
        why,
      ).rejects.toMatchObject({ code: 'unauthenticated' })
    }
  })

  test('that has ended before it was sent is not sent', async () => {
    const { actor, email } = await makePerson()
    await sendResetLink(admin.actor, actor.id)
    await sendResetLink(admin.actor, actor.id)
    await sendWaiting()
    expect(box.received).toHaveLength(1)
    expect(await set(await tokenFor(email, 'A new password'))).toBe('/sign-in?set=1')
    await db.mail.deleteMany()
    await sendResetLink(admin.actor, actor.id)
    await updatePerson(admin.actor, actor.id, { email: `moved-${email}` })
    await sendWaiting()
    expect(box.received).toHaveLength(1)
    expect(await db.mail.findMany()).toMatchObject([{ state: 'dropped', path: null }])
  })

  test('is used by one of many at the same time', async () => {
    const { email } = await makePerson()
    const token = await asked(email)
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => set(token, `${fresh} ${index}`)),
    )
    expect(answers.filter((location) => location === '/sign-in?set=1')).toHaveLength(1)
    expect(answers.filter((location) => location.endsWith('error=gone'))).toHaveLength(5)
  })

  test('that never was opens nothing, whatever it looks like', async () => {
    for (const token of ['', 'x', 'A'.repeat(32), '../../sign-in', '%00', 'x'.repeat(2000), '\u0000']) {
      expect(await findLink(token)).toBeNull()
      expect(await set(token)).toMatch(/^\/password\/[^/?]+\?error=gone$/)
    }
  })
})
