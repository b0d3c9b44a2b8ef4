import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { db } from '#server/db.ts'
import { sendWaiting } from '#server/mail/send-waiting.ts'
import { anonymisePerson } from '#server/people/anonymise-person.ts'
import { createPerson, resetPassword, updatePerson } from '#server/people/change-people.ts'
import { changePassword } from '#server/people/me.ts'
import { resetSecondFactor } from '#server/second-factor/change.ts'
import { confirmSecondFactor, setUpSecondFactor } from '#server/second-factor/set-up.ts'
import { listPeople } from '#server/people/list-people.ts'
import { getPerson } from '#server/people/people.ts'
import { openSession } from '#server/people/sessions.ts'
import { importPeople } from '#server/people-csv/import-people.ts'
import { basicOf, makePerson } from '#tests/harness/people.ts'
import { invitePerson } from './invite-person.ts'
import { findLink } from './link.ts'
import { sendResetLink } from './send-reset.ts'
import { actionsOn, admin, asked, box, fresh, set, site, tokenFor, work } from './test-forms.ts'

afterAll(() => box.stop())
beforeEach(async () => {
  box.received.length = 0
  await db.mail.deleteMany()
  await db.resetAsk.deleteMany()
  await db.signInLimit.deleteMany()
})

describe('an invitation', () => {
  const newcomer = (email: string) => ({ email, name: 'Nia New', roles: [], groups: [], invite: true })

  test('lets somebody new choose a password; they are shown as invited until they have signed in', async () => {
    const { person, password } = await createPerson(admin.actor, newcomer('nia@test.example'))
    expect(password).toBeUndefined()
    expect(person.invitedAt).toBeDefined()
    await sendWaiting()
    const { mail } = await box.letter('nia@test.example', 'Ada Admin invites you')
    expect(mail.text).toMatch(/works once, until \d+ \w+ \d{4}/)
    const token = await tokenFor('nia@test.example', 'invites you')
    expect(await findLink(token)).toMatchObject({ kind: 'invitation', name: 'Nia New' })
    expect(await set(token)).toBe('/sign-in?set=1')
    await sendWaiting()
    await box.letter('nia@test.example', 'Your password is set')
    expect((await getPerson(admin.actor, person.id)).invitedAt).toBeDefined()
    const invited = () => listPeople(admin.actor, { q: 'nia@', invited: true, size: 10 })
    expect((await invited()).results.map(({ id }) => id)).toEqual([person.id])
    await openSession(person.id, { device: 'a'.repeat(32) })
    expect((await getPerson(admin.actor, person.id)).invitedAt).toBeUndefined()
    expect((await invited()).total).toBe(0)
    await expect(invitePerson(admin.actor, person.id)).rejects.toMatchObject({ code: 'conflict' })
    expect(await actionsOn(person.id)).toEqual([
      'session:open',
      'user:set-password',
      'user:invite',
      'user:create',
    ])
  })

  test('is sent again: the one before ends', async () => {
    const { person } = await createPerson(admin.actor, newcomer('again@test.example'))
    await sendWaiting()
    const first = await tokenFor('again@test.example', 'invites you')
    box.received.length = 0
    await invitePerson(admin.actor, person.id)
    await sendWaiting()
    expect(await findLink(first)).toBeNull()
    expect(await findLink(await tokenFor('again@test.example', 'invites you'))).not.toBeNull()
  })

  test('can be replaced by asking for a link, where it was lost', async () => {
    await createPerson(admin.actor, newcomer('lost@test.example'))
    await sendWaiting()
    expect(await set(await asked('lost@test.example'))).toBe('/sign-in?set=1')
  })

  test('leaves nothing when they are made anonymous', async () => {
    const { person } = await createPerson(admin.actor, newcomer('gone@test.example'))
    await sendWaiting()
    await updatePerson(admin.actor, person.id, { active: false })
    await anonymisePerson(admin.actor, person.id)
    expect(await db.mail.count({ where: { personId: person.id } })).toBe(0)
    expect(await db.mailLink.count({ where: { personId: person.id } })).toBe(0)
  })

  test('goes to no one of the demo, and to nobody who left', async () => {
    const [demo, left] = [await makePerson({ demo: true }), await makePerson()]
    await updatePerson(admin.actor, left.actor.id, { active: false })
    for (const { actor } of [demo, left]) {
      await expect(invitePerson(admin.actor, actor.id)).rejects.toMatchObject({ code: 'conflict' })
      await expect(sendResetLink(admin.actor, actor.id)).rejects.toMatchObject({ code: 'conflict' })
    }
    await expect(sendResetLink(admin.actor, 'nobody')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is sent by administrators only, and to nobody above them', async () => {
    const stranger = await makePerson({ roles: ['engineer'] })
    const helper = { ...stranger.actor, roles: [{ role: 'x', permissions: ['user:read', 'user:write'] }] }
    const boss = await makePerson({ roles: ['admin'] })
    for (const actor of [stranger.actor, helper]) {
      await expect(invitePerson(actor, boss.actor.id)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(sendResetLink(actor, boss.actor.id)).rejects.toMatchObject({ code: 'forbidden' })
    }
    const refused = createPerson(stranger.actor, newcomer('no@test.example'))
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
    expect(box.received).toEqual([])
  })

  test('goes by REST too', async () => {
    const call = async (path: string, body?: object) => {
      const response = await dispatch(
        new Request(`${site}/api/v1${path}`, {
          method: 'POST',
          headers: { ...basicOf(admin), 'content-type': 'application/json' },
          body: body && JSON.stringify(body),
        }),
      )
      return { status: response.status, text: await response.text() }
    }
    const who = { email: 'rest@test.example', name: 'Rest' }
    const both = await call('/users', { ...who, invite: true, password: fresh })
    expect(both).toMatchObject({ status: 422, text: expect.stringContaining('set their own') })
    const made = await call('/users', { ...who, invite: true })
    expect(made.status).toBe(201)
    const person = JSON.parse(made.text) as { id: string }
    expect(person).not.toHaveProperty('password')
    expect((await call(`/users/${person.id}/invitation`)).status).toBe(200)
    expect((await call(`/users/${person.id}/password-link`)).status).toBe(204)
    const weak = await call('/users', { email: 'weak@test.example', name: 'Weak', password: 'Password123!' })
    expect(weak).toMatchObject({ status: 422, text: expect.stringContaining('everybody tries first') })
  })
})

test('who changes how one signs in is told by mail', async () => {
  const person = await makePerson()
  await changePassword(
    { ...person.actor, userAgent: 'Firefox Linux', address: '198.51.100.3' },
    { current: person.password, password: fresh },
  )
  await sendWaiting()
  const own = await box.letter(person.email, 'Your password was changed')
  expect(own.mail.text).toContain('from Firefox, Linux, address 198.51.100.3')
  box.received.length = 0
  await resetPassword(admin.actor, person.actor.id)
  await sendWaiting()
  const given = await box.letter(person.email, 'Your password was changed')
  expect(given.mail.text).toContain('Ada Admin gave your account a new password')
})

test('a second factor that comes or goes is told by mail', async () => {
  const person = await makePerson()
  const { secret } = await setUpSecondFactor(person.actor, person.password)
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate()
  await confirmSecondFactor(person.actor, code)
  await sendWaiting()
  const added = await box.letter(person.email, 'A second factor was switched on')
  expect(added.source).not.toContain(secret)
  await resetSecondFactor(admin.actor, person.actor.id)
  await sendWaiting()
  const taken = await box.letter(person.email, 'The second factor was taken away')
  expect(taken.mail.text).toContain('Ada Admin took the second factor from your account')
})

test('people who come by a file are invited with it, those who left or were there before are not', async () => {
  const there = await makePerson({ name: 'Tom There' })
  const lines = [
    'mail,name,active',
    'file1@test.example,Fay File,true',
    'file2@test.example,Lou Left,false',
    `${there.email},Tom Still There,true`,
  ]
  const bytes = new TextEncoder().encode(lines.join('\n'))
  await importPeople(admin.actor, bytes, { dryRun: true, invite: true })
  expect(await db.mail.count({ where: { kind: 'invitation', address: 'file1@test.example' } })).toBe(0)
  await importPeople(admin.actor, bytes, { dryRun: false, invite: true })
  await work()
  expect(await set(await tokenFor('file1@test.example', 'invites you'))).toBe('/sign-in?set=1')
  const invited = await db.mail.findMany({ where: { kind: 'invitation' }, select: { address: true } })
  expect(invited.map(({ address }) => address)).not.toContain('file2@test.example')
  expect(invited.map(({ address }) => address)).not.toContain(there.email)
})
