import { afterAll, describe, expect, test } from 'vitest'
import { POST as choose } from '#app/api/auth/language/route.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { db } from '#server/db.ts'
import { freePort } from '#server/launcher/ports.ts'
import { sendWaiting } from '#server/mail/send-waiting.ts'
import { postMail } from '#server/mail/post-mail.ts'
import { setPasswordByLink } from '#server/mail-links/set-password.ts'
import { createPerson } from '#server/people/change-people.ts'
import { openSession } from '#server/people/sessions.ts'
import { placeOf, setCookieLine } from '#server/session.ts'
import { transaction } from '#server/transaction.ts'
import { openMailbox, setMailServer } from '#tests/harness/mailbox.ts'
import { basicOf, makePerson } from '#tests/harness/people.ts'
import { wantedLanguage } from './chosen.ts'

const site = 'http://localhost:3000'
const port = await freePort()
setMailServer(`smtp://127.0.0.1:${port}`, 'forms@formwork.example')
const box = await openMailbox(port)
afterAll(() => box.stop())

const languageOf = async (id: string) => (await db.person.findUniqueOrThrow({ where: { id } })).language

async function cookieOf(personId: string): Promise<string> {
  const line = await setCookieLine(await openSession(personId, { device: 'd'.repeat(32) }))
  return line.split(';')[0] ?? ''
}

function post(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams(fields).toString()
  const type = 'application/x-www-form-urlencoded'
  return choose(
    new Request(`${site}/api/auth/language`, {
      method: 'POST',
      body,
      headers: { 'content-type': type, 'content-length': String(body.length), ...headers },
    }),
  )
}

describe('the choice of a language', () => {
  test('is kept by the browser and by the person, and leads back to the page', async () => {
    const { actor } = await makePerson()
    const cookie = await cookieOf(actor.id)
    const answer = await post(
      { language: 'de' },
      { cookie, origin: site, referer: `${site}/requests?page=2` },
    )
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/requests?page=2')
    const kept = new Headers({ cookie: answer.headers.get('set-cookie') ?? '', 'accept-language': 'en' })
    expect(wantedLanguage(kept)).toBe('de')
    expect(await languageOf(actor.id)).toBe('de')
  })

  test('changes no person where another site sent it, and leads to no other site', async () => {
    const { actor } = await makePerson()
    const cookie = await cookieOf(actor.id)
    const answer = await post(
      { language: 'de', next: '//evil.example/x' },
      { cookie, origin: 'https://evil.example' },
    )
    expect(answer.headers.get('location')).toBe('/')
    expect(await languageOf(actor.id)).toBe('en')
  })

  test('is refused for a language that the interface does not speak, and for what is no form', async () => {
    expect((await post({ language: 'fr' })).status).toBe(415)
    expect((await post({ language: 'de' }, { 'content-type': 'text/plain' })).status).toBe(415)
  })
})

describe('a person reads', () => {
  test('refusals in the language that the call asks for, in English without', async () => {
    const person = await makePerson()
    const get = async (language?: string) => {
      const response = await dispatch(
        new Request(`${site}/api/v1/requests/none`, {
          headers: { ...basicOf(person), ...(language ? { 'accept-language': language } : {}) },
        }),
      )
      return { said: ((await response.json()) as { message: string }).message, headers: response.headers }
    }
    const german = await get('de-CH, en;q=0.5')
    expect(german.said).toBe('Diesen Antrag gibt es nicht, oder Sie dürfen ihn nicht sehen.')
    expect(german.headers.get('content-language')).toBe('de')
    expect((await get('fr')).said).toBe('There is no such request, or you may not see it.')
    expect((await get()).said).toBe('There is no such request, or you may not see it.')
  })

  test('mails in their own language', async () => {
    const { actor } = await makePerson({ name: 'Grete Hahn' })
    await db.person.update({
      where: { id: actor.id },
      data: { language: 'de-AT', timeZone: 'Europe/Berlin' },
    })
    const data = { at: '2026-11-27T05:00:00.000Z', device: 'Firefox, Linux' }
    await transaction((tx) =>
      postMail(tx, { personId: actor.id, kind: 'new-device', data, dedupeKey: 'once' }),
    )
    await sendWaiting()
    const { mail } = await box.letter(actor.email, 'Ein neues Gerät')
    expect(mail.text).toContain('Guten Tag Grete Hahn,')
    expect(mail.text).toMatch(/am 27\. November 2026 um 06:00 \(Europe\/Berlin\)/)
    expect(mail.html).toContain('<html lang="de">')
  })
})

test('who accepts an invitation reads on in the language of that browser', async () => {
  const admin = await makePerson({ roles: ['admin'] })
  const { person } = await createPerson(admin.actor, {
    email: 'neu@test.example',
    name: 'Nora Neu',
    roles: [],
    groups: [],
    invite: true,
  })
  expect(await languageOf(person.id)).toBe('en')
  await sendWaiting()
  const { mail } = await box.letter('neu@test.example', 'invites you')
  const [, token = ''] = /\/password\/([\w-]{32})/.exec(mail.text ?? '') ?? []
  const place = placeOf(new Headers({ 'accept-language': 'de-DE,de;q=0.9' }))
  await setPasswordByLink({ token, password: 'drei kleine Pinguine' }, place)
  expect(await languageOf(person.id)).toBe('de')
})

test('who is made by somebody reads what they read until it is chosen', async () => {
  const { actor } = await makePerson({ roles: ['admin'] })
  const { person } = await createPerson(
    { ...actor, language: 'de' },
    { email: 'auch.neu@test.example', name: 'Emil', roles: [], groups: [] },
  )
  expect(await languageOf(person.id)).toBe('de')
})
