import { beforeAll, describe, expect, test } from 'vitest'
import { createToken } from '#server/tokens/own-tokens.ts'
import { makePerson } from '#tests/harness/people.ts'
import { dispatch } from './dispatch.ts'
import type { Route } from './route.ts'
import { table } from './table.ts'

const site = 'http://localhost:3000'
let admin: { token: string }

beforeAll(async () => {
  const { actor } = await makePerson({ roles: ['admin'] })
  admin = { token: (await createToken(actor, { name: 'walk' })).fullToken }
})

const named = (row: Route) => `${row.method} ${row.path}`
/** Looks like the id of an execution, where a row asks for that; there is none. */
const nobodysId = 'NothingNothingNothing0'
const fill = (row: Route, id: string) =>
  row.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    row.forms?.[name]?.test(id) === false ? nobodysId : id,
  )

interface Wish {
  id?: string
  body?: string
  query?: string
}

async function call(row: Route, { id = 'nothing', body, query = '' }: Wish): Promise<Response> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${admin.token}` }
  const init: RequestInit = { method: row.method, headers }
  if (row.method !== 'GET' && body !== undefined) init.body = body
  const response = await dispatch(new Request(`${site}/api/v1${fill(row, id)}${query}`, init))
  if (!response.headers.get('content-type')?.startsWith('application/json')) await response.body?.cancel()
  return response
}

describe.each(table.map((row) => [named(row), row] as const))('%s', (_, row) => {
  test('answers what it declares', async () => {
    const response = await call(row, {})
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
      const { status } = await call(row, wish)
      expect(status, JSON.stringify(wish)).toBeLessThan(500)
    }
  })

  test('refuses a huge body', async () => {
    if (!row.body || row.bodyKind === 'stream' || row.bodyKind === 'multipart') return
    const { status } = await call(row, { body: JSON.stringify('x'.repeat(3_000_000)) })
    expect(status).toBe(413)
  })
})
