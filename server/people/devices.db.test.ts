import { describe, expect, test } from 'vitest'
import { POST as signInForm } from '#app/api/auth/sign-in/route.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { db } from '#server/db.ts'
import { listNotices } from '#server/notices/list-notices.ts'
import { makePerson, type PersonForTests } from '#tests/harness/people.ts'
import { deviceName } from './devices.ts'
import { closeSession, openSession } from './sessions.ts'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1'

test.each([
  [firefox, 'Firefox, Linux'],
  [iphone, 'Safari, iPhone'],
  ['curl/8.5', 'curl'],
  ['Something else', 'Something else'],
  ['', undefined],
])('a device is called what a person calls it: %s', (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name)
})

/** Signs in by the form. @returns the cookies that the browser has from then on */
async function submit(
  { email, password }: PersonForTests,
  { cookies = [], agent = firefox }: { cookies?: string[]; agent?: string } = {},
): Promise<string[]> {
  const body = new URLSearchParams({ email, password }).toString()
  const response = await signInForm(
    new Request('http://localhost:3000/api/auth/sign-in', {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(body.length),
        origin: 'http://localhost:3000',
        'user-agent': agent,
        cookie: cookies.join('; '),
      },
    }),
  )
  expect(response.headers.get('location')).toBe('/')
  return response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '')
}

async function toldOf({ actor }: PersonForTests): Promise<unknown[]> {
  return (await listNotices(actor)).results
    .filter(({ kind }) => kind === 'new-device')
    .map(({ data }) => data)
}

describe('a sign-in from a new device', () => {
  test('is told to the person, but not the first, and not one that is known by its cookie', async () => {
    const person = await makePerson()
    const cookies = await submit(person)
    expect(cookies).toHaveLength(2)
    await submit(person, { cookies, agent: iphone })
    expect(await toldOf(person)).toEqual([])
    const others = await submit(person, { agent: iphone })
    expect(await toldOf(person)).toEqual([{ device: 'Safari, iPhone' }])
    await submit(person, { cookies: others })
    await submit(person, { cookies })
    expect(await toldOf(person)).toHaveLength(1)
    await submit(person, { cookies: [(cookies[1] ?? '').replace(/=.*/, '=made-up')] })
    expect(await toldOf(person)).toHaveLength(2)
  })

  test('of a device without a cookie is known by its program and address', async () => {
    const person = await makePerson()
    const place = { address: '192.0.2.1', userAgent: firefox }
    await openSession(person.actor.id, place)
    await openSession(person.actor.id, place)
    expect(await toldOf(person)).toEqual([])
    await Promise.all([1, 2].map(() => openSession(person.actor.id, { ...place, address: '192.0.2.2' })))
    expect((await toldOf(person)).length).toBeGreaterThanOrEqual(1)
    expect(await db.knownDevice.count({ where: { personId: person.actor.id } })).toBe(2)
  })
})

test('all other sessions end at once, and that is in the audit; so is a sign-out', async () => {
  const person = await makePerson()
  const [first, second] = [await submit(person), await submit(person)]
  await openSession(person.actor.id, {})
  const call = (cookies: string[], method: string) =>
    dispatch(
      new Request('http://localhost:3000/api/v1/me/sessions', {
        method,
        headers: {
          'user-agent': firefox,
          cookie: cookies.join('; '),
          origin: 'http://localhost:3000',
          'x-formwork-csrf': '1',
          host: 'localhost:3000',
        },
      }),
    )
  expect(await (await call(first, 'GET')).json()).toContainEqual(
    expect.objectContaining({ device: 'Firefox, Linux', current: true }),
  )
  const ended = await call(first, 'DELETE')
  expect(await ended.json()).toEqual({ sessions: 2 })
  expect((await call(second, 'GET')).status).toBe(401)
  expect(await (await call(first, 'GET')).json()).toHaveLength(1)

  const { id } = await db.session.findFirstOrThrow({ where: { personId: person.actor.id } })
  await closeSession(id, { userAgent: firefox })
  await closeSession(id)
  const entries = await db.auditEntry.findMany({
    where: { subjectId: person.actor.id },
    orderBy: { id: 'asc' },
  })
  expect(entries.map(({ action }) => action)).toEqual([
    'session:open',
    'session:open',
    'session:open',
    'session:revoke',
    'session:close',
  ])
  expect(entries[3]).toMatchObject({ after: { sessions: 2, others: true }, userAgent: firefox })
  expect(entries[4]).toMatchObject({ actorId: person.actor.id, userAgent: firefox })
})
