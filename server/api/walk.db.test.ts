import { beforeAll, describe, expect, test } from 'vitest'
import { couldEver, namespacesOf } from '#server/people/can.ts'
import { roles, type Role } from '#server/people/permissions.ts'
import { createToken } from '#server/tokens/own-tokens.ts'
import { makePerson, type PersonForTests } from '#tests/harness/people.ts'
import { dispatch } from './dispatch.ts'
import type { Route } from './route.ts'
import { table } from './table.ts'

const site = 'http://localhost:3000'
const callers = roles
const people = new Map<Role, PersonForTests & { token: string }>()

beforeAll(async () => {
  for (const role of callers) {
    const person = await makePerson({ roles: [role] })
    const { fullToken: token } = await createToken(person.actor, { name: 'walk' })
    people.set(role, { ...person, token })
  }
})

function personOf(role: Role): PersonForTests & { token: string } {
  const person = people.get(role)
  if (!person) throw new Error(`There is no ${role}`)
  return person
}

const named = (row: Route) => `${row.method} ${row.path}`
/** Looks like the id of an execution, where a row asks for that; there is none. */
const nobodysId = 'NothingNothingNothing0'
const fill = (row: Route, id: string) =>
  row.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    row.forms?.[name]?.test(id) === false ? nobodysId : id,
  )

interface Wish {
  role?: Role
  id?: string
  body?: string
  query?: string
}

async function call(row: Route, { role, id = 'nothing', body, query = '' }: Wish): Promise<Response> {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (role) headers.authorization = `Bearer ${personOf(role).token}`
  const init: RequestInit = { method: row.method, headers }
  if (row.method !== 'GET' && body !== undefined) init.body = body
  const response = await dispatch(new Request(`${site}/api/v1${fill(row, id)}${query}`, init))
  if (!response.headers.get('content-type')?.startsWith('application/json')) await response.body?.cancel()
  return response
}

/** What a row's permission promises to a role: nothing, the verb's own judgement of the subject, or everything. */
function promise(row: Route, role: Role): 'refused' | 'by-subject' | 'held' {
  if (row.permission === 'public' || row.permission === 'signed-in') return 'held'
  const { actor } = personOf(role)
  if (namespacesOf(actor, row.permission) === 'all') return 'held'
  return couldEver(actor, row.permission) ? 'by-subject' : 'refused'
}

describe.each(table.map((row) => [named(row), row] as const))('%s', (_, row) => {
  test('is called by no one only where it is public', async () => {
    const { status } = await call(row, {})
    if (row.permission === 'public') expect(status).toBeLessThan(500)
    else expect(status).toBe(401)
  })

  test.each(callers)('answers a %s as its permission says', async (role) => {
    const { status } = await call(row, { role })
    expect(status).toBeLessThan(500)
    expect(status).not.toBe(401)
    const promised = promise(row, role)
    if (promised === 'refused') expect(status).toBe(403)
    if (promised === 'held') expect(status).not.toBe(403)
  })

  test('answers what it declares', async () => {
    const response = await call(row, { role: 'admin' })
    if (response.status !== 200 || !row.answer) return
    expect(row.answer.safeParse(await response.json()).error).toBeUndefined()
  })

  test('never fails on junk', async () => {
    const ids = [
      '..',
      '%E2%80%AE',
      "'%3B--",
      'x'.repeat(3000),
      '-1',
      '99999999999999999999',
      '%F0%9F%92%A9',
      '%ED%A0%80',
    ]
    const bodies = [
      '',
      '{',
      '[]',
      'null',
      '"text"',
      '{"a":{"b":[1e999]}}',
      '{"id":-1,"name":{},"values":[]}',
      ': [ yaml',
    ]
    const queries = [
      '?size=-1',
      '?size=NaN&page=99999999999',
      '?after=%00&q=%00',
      '?after=WyJcdTAwMDAiLCJcdTAwMDAiXQ',
      '?q=%25_%5C&after=W10',
      '?a=1&a=2&[]=3',
    ]
    const wishes: Wish[] = [
      ...ids.map((id) => ({ id })),
      ...bodies.map((body) => ({ body })),
      ...queries.map((query) => ({ query })),
    ]
    for (const wish of wishes) {
      const { status } = await call(row, { role: 'admin', ...wish })
      expect(status, JSON.stringify(wish)).toBeLessThan(500)
    }
  })

  test('refuses a huge body', async () => {
    if (!row.body || row.bodyKind === 'stream' || row.bodyKind === 'multipart') return
    const { status } = await call(row, { role: 'admin', body: JSON.stringify('x'.repeat(3_000_000)) })
    expect(status).toBe(413)
  })
})
