import { Secret, TOTP } from 'otpauth'
import { beforeEach, describe, expect, test } from 'vitest'
import { POST as secondForm } from '#app/api/auth/second-factor/route.ts'
import { POST as signInForm } from '#app/api/auth/sign-in/route.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { db } from '#server/db.ts'
import { changePassword } from '#server/people/me.ts'
import { basicOf, makePerson, type PersonForTests } from '#tests/harness/people.ts'
import { removeSecondFactor, renewRecoveryCodes, resetSecondFactor } from './change.ts'
import { getSecondFactor } from './get.ts'
import { interimSeconds, interimToken, readInterim } from './interim.ts'
import { confirmSecondFactor, setUpSecondFactor } from './set-up.ts'

const site = 'http://localhost:3000'
const stepMs = 30_000

let person: PersonForTests
let totp: TOTP
let recoveryCodes: string[]

/** The code of a step after the present one: codes of three steps are taken, so there are two for each test. */
const code = (step = 0) => totp.generate({ timestamp: Date.now() + step * stepMs })

beforeEach(async () => {
  person = await makePerson()
  const { secret, uri, svg } = await setUpSecondFactor(person.actor, person.password)
  expect(uri).toContain(`secret=${secret}`)
  expect(svg).toContain('<svg')
  totp = new TOTP({ secret: Secret.fromBase32(secret) })
  recoveryCodes = (await confirmSecondFactor(person.actor, code(-1))).recoveryCodes
})

function post(handler: typeof signInForm, fields: Record<string, string>, cookie = ''): Promise<Response> {
  const body = new URLSearchParams(fields).toString()
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(body.length),
    origin: site,
    cookie,
  }
  return handler(new Request(`${site}/api/auth/x`, { method: 'POST', body, headers }))
}

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))

/** The first step. @returns the cookie that the second needs */
async function firstStep(who = person): Promise<string> {
  const response = await post(signInForm, { email: who.email, password: who.password, next: '/inbox' })
  expect(response.headers.get('location')).toBe('/sign-in/code?next=%2Finbox')
  expect(cookiesOf(response)).toHaveLength(1)
  return cookiesOf(response)[0] ?? ''
}

const sessions = () => db.session.count({ where: { personId: person.actor.id } })
const whereTo = (response: Response) => response.headers.get('location')
const second = (cookie: string, given: string) => post(secondForm, { code: given, next: '/inbox' }, cookie)

describe('a sign-in with a second factor', () => {
  test('has no session before the code, and one after it', async () => {
    const cookie = await firstStep()
    expect(await sessions()).toBe(0)
    const done = await second(cookie, code())
    expect(whereTo(done)).toBe('/inbox')
    expect(await sessions()).toBe(1)
    const me = await dispatch(
      new Request(`${site}/api/v1/me`, { headers: { cookie: cookiesOf(done).join('; ') } }),
    )
    expect(await me.json()).toMatchObject({ id: person.actor.id })
    expect(await getSecondFactor(person.actor)).toMatchObject({ enabled: true, recoveryCodes: 10 })
  })

  test('takes no code twice, not even at the same time, and none from before the last one', async () => {
    const cookie = await firstStep()
    const given = code()
    const done = await Promise.all([second(cookie, given), second(cookie, given)])
    expect(done.map(whereTo).sort()).toEqual(['/inbox', '/sign-in/code?error=wrong&next=%2Finbox'])
    expect(await sessions()).toBe(1)
    expect(whereTo(await second(cookie, code(-1)))).toContain('error=wrong')
    expect(whereTo(await second(cookie, code(1)))).toBe('/inbox')
  })

  test('takes each recovery code once, as it was shown or typed', async () => {
    const cookie = await firstStep()
    const [first = ''] = recoveryCodes
    expect(first).toMatch(/^\w{4}-\w{4}-\w{4}$/)
    expect(whereTo(await second(cookie, ` ${first.toUpperCase().replaceAll('-', ' ')}`))).toBe('/inbox')
    expect(whereTo(await second(cookie, first))).toContain('error=wrong')
    expect((await getSecondFactor(person.actor)).recoveryCodes).toBe(9)
    const other = await makePerson()
    await setUpSecondFactor(other.actor, other.password)
    expect(await db.recoveryCode.count({ where: { personId: other.actor.id } })).toBe(0)
  })

  test('makes wrong codes wait, and writes them down', async () => {
    const cookie = await firstStep()
    for (let n = 0; n < 5; n++) expect(whereTo(await second(cookie, '000000'))).toContain('error=wrong')
    expect(whereTo(await second(cookie, code()))).toContain('error=too-many')
    expect(await sessions()).toBe(0)
    const refused = { subjectId: person.actor.id, action: 'session:open', refused: true }
    expect(await db.auditEntry.count({ where: refused })).toBe(5)
  })

  test('knows no step without the one before, with another password or another key', async () => {
    const cookie = await firstStep()
    for (const wrong of ['', cookie.slice(0, -4), cookie.replace(/=.*/, '=AAAA')])
      expect(whereTo(await second(wrong, code()))).toBe('/sign-in?error=expired&next=%2Finbox')
    const password = 'another one that is long'
    await changePassword(person.actor, { current: person.password, password })
    expect(whereTo(await second(cookie, code()))).toContain('error=expired')
    expect(await sessions()).toBe(0)
  })

  test('opens nothing by the password alone elsewhere', async () => {
    const answer = await dispatch(new Request(`${site}/api/v1/me`, { headers: basicOf(person) }))
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining('use a token') })
  })
})

test('the token between the steps ends, and is ours alone', () => {
  const half = { personId: 'ana', passwordMark: 'x' }
  const token = interimToken(half)
  expect(readInterim(token)).toEqual(half)
  expect(readInterim(token, Date.now() + interimSeconds * 1000 + 1)).toBeNull()
  expect(readInterim(`${token.slice(0, 20)}${token[20] === 'A' ? 'B' : 'A'}${token.slice(21)}`)).toBeNull()
  expect(readInterim(undefined)).toBeNull()
})

test('it is set up and switched off with the password only, and a first code', async () => {
  const other = await makePerson()
  await expect(setUpSecondFactor(other.actor, 'wrong')).rejects.toMatchObject({ code: 'invalid' })
  await expect(confirmSecondFactor(other.actor, '123456')).rejects.toMatchObject({ code: 'conflict' })
  await setUpSecondFactor(other.actor, other.password)
  await expect(confirmSecondFactor(other.actor, '12345')).rejects.toMatchObject({ code: 'invalid' })
  // not confirmed: it is not asked for
  expect(await getSecondFactor(other.actor)).toMatchObject({ enabled: false })
  const signedIn = await post(signInForm, { email: other.email, password: other.password })
  expect(whereTo(signedIn)).toBe('/')

  await expect(setUpSecondFactor(person.actor, person.password)).rejects.toMatchObject({ code: 'conflict' })
  await expect(removeSecondFactor(person.actor, 'wrong')).rejects.toMatchObject({ code: 'invalid' })
  const renewed = await renewRecoveryCodes(person.actor, person.password)
  expect(renewed.recoveryCodes).toHaveLength(10)
  expect(renewed.recoveryCodes).not.toContain(recoveryCodes[0])
  await removeSecondFactor(person.actor, person.password)
  expect(await getSecondFactor(person.actor)).toEqual({ enabled: false, recoveryCodes: 0 })
  await expect(removeSecondFactor(person.actor, person.password)).rejects.toMatchObject({ code: 'conflict' })
  const actions = await db.auditEntry.findMany({
    where: { subjectId: person.actor.id, action: { startsWith: 'second-factor:' } },
    orderBy: { id: 'asc' },
  })
  expect(actions.map(({ action }) => action)).toEqual([
    'second-factor:enable',
    'second-factor:recovery-codes',
    'second-factor:disable',
  ])
})

test('an administrator takes it away; nobody else does', async () => {
  const admin = await makePerson({ roles: ['admin'] })
  await second(await firstStep(), code())
  await expect(resetSecondFactor(person.actor, person.actor.id)).rejects.toMatchObject({ code: 'forbidden' })
  await resetSecondFactor(admin.actor, person.actor.id)
  expect(await sessions()).toBe(0)
  expect(await getSecondFactor(person.actor)).toMatchObject({ enabled: false })
  expect(await db.auditEntry.findFirst({ where: { action: 'second-factor:reset' } })).toMatchObject({
    actorId: admin.actor.id,
    subjectId: person.actor.id,
  })
  await expect(resetSecondFactor(admin.actor, person.actor.id)).rejects.toMatchObject({ code: 'conflict' })
  await expect(resetSecondFactor(admin.actor, 'nobody')).rejects.toMatchObject({ code: 'not-found' })
  await expect(resetSecondFactor(admin.actor, admin.actor.id)).rejects.toThrow(/account page/)
})
