import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { POST as signInForm } from '#app/api/auth/sign-in/route.ts'
import { POST as signOutForm } from '#app/api/auth/sign-out/route.ts'
import { db } from '#server/db.ts'
import { sessionCookie } from '#server/session-cookie.ts'
import { actorOf } from '#server/session.ts'
import { makePerson, basicOf } from '#tests/harness/people.ts'
import { stampPeer } from './address.ts'
import { idleMs } from './sessions.ts'

const site = 'http://localhost:3000'

/** Headers as a request from this address has them in the web process. */
function from(address: string): Record<string, string> {
  const message = { headers: {}, socket: { remoteAddress: address } } as IncomingMessage
  stampPeer(message)
  return message.headers as Record<string, string>
}

function submit(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams(fields).toString()
  const content = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(body.length),
  }
  return signInForm(
    new Request(`${site}/api/auth/sign-in`, {
      method: 'POST',
      body,
      headers: { ...content, origin: site, ...headers },
    }),
  )
}

/** What a browser sends back. */
function cookieOf(response: Response): string {
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

function calledWith(headers: Record<string, string>) {
  return actorOf(new Request(`${site}/api/v1/me`, { headers }))
}

describe('the sign-in form', () => {
  test('lets in with a cookie, and leads on', async () => {
    const { email, password, actor } = await makePerson()
    const response = await submit({ email: email.toUpperCase(), password, next: '/inbox?box=mine' })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/inbox?box=mine')
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/)
    expect(cookieOf(response)).toMatch(new RegExp(`^${sessionCookie().name}=`))
    const seen = await calledWith({ cookie: cookieOf(response) })
    expect(seen).toMatchObject({ id: actor.id, door: 'web' })
    expect(seen?.sessionId).toBeDefined()
  })

  test('leads nowhere else', async () => {
    const { email, password } = await makePerson()
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      const response = await submit({ email, password, next })
      expect(response.headers.get('location')).toBe('/')
    }
  })

  test('answers alike to a wrong password and to an unknown mail', async () => {
    const { email } = await makePerson()
    const wrong = await submit({ email, password: 'not this' })
    const unknown = await submit({ email: 'who@test.example', password: 'not this' })
    for (const response of [wrong, unknown]) {
      expect(response.status).toBe(303)
      expect(response.headers.get('location')).toMatch(/^\/sign-in\?error=wrong&/)
      expect(response.headers.get('set-cookie')).toBeNull()
    }
  })

  test('is refused from another site', async () => {
    const { email, password } = await makePerson()
    expect((await submit({ email, password }, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await submit({ email, password }, { origin: 'null' })).status).toBe(403)
  })

  test('does not let in who is not active, nor without a password', async () => {
    const left = await makePerson()
    await db.person.update({ where: { id: left.actor.id }, data: { active: false } })
    const invited = await makePerson()
    await db.person.update({ where: { id: invited.actor.id }, data: { passwordHash: null } })
    for (const { email, password } of [left, invited]) {
      expect((await submit({ email, password })).headers.get('location')).toMatch(/error=wrong/)
    }
  })

  test('lets demo people in from this machine only', async () => {
    const { email, password } = await makePerson({ demo: true })
    expect((await submit({ email, password }, from('203.0.113.5'))).headers.get('location')).toMatch(/error/)
    expect((await submit({ email, password })).headers.get('location')).toMatch(/error/)
    expect(
      (await submit({ email, password }, { 'x-formwork-peer': 'guess 127.0.0.1' })).headers.get('location'),
    ).toMatch(/error/)
    expect((await submit({ email, password }, from('::ffff:127.0.0.1'))).headers.get('location')).toBe('/')
  })

  test('pauses an account after five wrong passwords, each pause twice as long', async () => {
    await db.signInLimit.deleteMany()
    const person = await makePerson()
    const { email, password } = person
    const place = from('198.51.100.7')
    for (let i = 0; i < 5; i++) await submit({ email, password: 'wrong' }, place)
    expect((await submit({ email, password }, place)).headers.get('location')).toMatch(/error=too-many/)
    const basic = basicOf({ ...person, password })
    await expect(calledWith({ ...basic, ...place })).rejects.toMatchObject({ code: 'too-many' })
    expect(await pauseSeconds()).toBeLessThanOrEqual(60)
    await db.signInLimit.deleteMany({ where: { key: { startsWith: 'account' } } })
    for (let i = 0; i < 5; i++) await submit({ email, password: 'wrong' }, place)
    expect(await pauseSeconds()).toBeGreaterThan(60)
  })

  async function pauseSeconds(): Promise<number> {
    const row = await db.signInLimit.findFirst({
      where: { key: { startsWith: 'account' } },
      orderBy: { expire: 'desc' },
    })
    return ((row?.expire?.getTime() ?? 0) - Date.now()) / 1000
  }

  test('counts guesses that come at the same time', async () => {
    const { email } = await makePerson()
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => submit({ email, password: 'wrong' }, from('198.51.100.8'))),
    )
    const looked = answers.filter((answer) => /error=wrong/.test(answer.headers.get('location') ?? ''))
    expect(looked.length).toBeLessThanOrEqual(5)
  })
})

describe('a session', () => {
  async function signedIn() {
    const person = await makePerson()
    const cookie = cookieOf(await submit({ email: person.email, password: person.password }))
    const actor = await calledWith({ cookie })
    return { ...person, cookie, sessionId: actor?.sessionId ?? '' }
  }

  test('ends by signing out', async () => {
    const { cookie } = await signedIn()
    const request = new Request(`${site}/api/auth/sign-out`, {
      method: 'POST',
      headers: { cookie, origin: site },
    })
    const response = await signOutForm(request)
    expect(response.headers.get('location')).toBe('/sign-in')
    expect(response.headers.get('set-cookie')).toMatch(/Max-Age=0/)
    expect(await calledWith({ cookie })).toBeNull()
  })

  test('ends when its row goes', async () => {
    const { cookie, sessionId } = await signedIn()
    await db.session.delete({ where: { id: sessionId } })
    expect(await calledWith({ cookie })).toBeNull()
  })

  test('ends when its time is over, and when it was not used', async () => {
    const old = await signedIn()
    await db.session.update({ where: { id: old.sessionId }, data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await calledWith({ cookie: old.cookie })).toBeNull()
    const idle = await signedIn()
    await db.session.update({
      where: { id: idle.sessionId },
      data: { lastSeenAt: new Date(Date.now() - idleMs - 1) },
    })
    expect(await calledWith({ cookie: idle.cookie })).toBeNull()
  })

  test('ends when the person is no longer active', async () => {
    const { cookie, actor } = await signedIn()
    await db.person.update({ where: { id: actor.id }, data: { active: false } })
    expect(await calledWith({ cookie })).toBeNull()
  })

  test('is none with a garbled cookie', async () => {
    const { cookie } = await signedIn()
    expect(await calledWith({ cookie: `${cookie}x` })).toBeNull()
    expect(await calledWith({ cookie: `${sessionCookie().name}=%00` })).toBeNull()
  })
})

describe('Basic', () => {
  test('knows a mail and password, and forgets them when the password changes', async () => {
    const person = await makePerson()
    expect(await calledWith(basicOf(person))).toMatchObject({ id: person.actor.id, door: 'api' })
    expect(await calledWith(basicOf(person))).toMatchObject({ id: person.actor.id })
    await db.person.update({ where: { id: person.actor.id }, data: { passwordHash: null } })
    expect(await calledWith(basicOf(person))).toBeNull()
  })

  test('lets all in who come at the same time with the right password', async () => {
    const person = await makePerson()
    const headers = { ...basicOf(person), ...from('198.51.100.9') }
    const seen = await Promise.all(Array.from({ length: 20 }, () => calledWith(headers)))
    expect(seen.map((actor) => actor?.id)).toEqual(Array.from({ length: 20 }, () => person.actor.id))
    const again = await submit({ email: person.email, password: person.password }, from('198.51.100.9'))
    expect(again.headers.get('location')).toBe('/')
  })

  test.each([
    ['the same', () => 'wrong'],
    ['another each', (index: number) => `wrong ${index}`],
  ])('pauses the account where twenty wrong passwords come at the same time: %s', async (_, password) => {
    const person = await makePerson()
    const place = from('198.51.100.10')
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        calledWith({ ...basicOf({ ...person, password: password(index) }), ...place }),
      ),
    )
    const looked = answers.filter((answer) => answer.status === 'fulfilled')
    expect(looked.length).toBeLessThanOrEqual(5)
    expect(looked.every((answer) => answer.value === null)).toBe(true)
    await expect(calledWith({ ...basicOf(person), ...place })).rejects.toMatchObject({ code: 'too-many' })
  })

  test('is no one when it is wrong or not readable, even with a cookie beside it', async () => {
    const person = await makePerson()
    const cookie = cookieOf(await submit({ email: person.email, password: person.password }))
    expect(await calledWith({ cookie, ...basicOf({ ...person, password: 'wrong' }) })).toBeNull()
    for (const authorization of [
      'Basic',
      'Basic !!!',
      'Basic bm9jb2xvbg==',
      'Digest x',
      'Bearer fw_nothing',
    ]) {
      expect(await calledWith({ cookie, authorization })).toBeNull()
    }
  })
})
