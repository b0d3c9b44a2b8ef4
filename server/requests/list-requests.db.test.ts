import { beforeAll, expect, it } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { db } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { createToken } from '#server/tokens/own-tokens.ts'
import { makePerson } from '#tests/harness/people.ts'
import { requestOrders } from './list-order.ts'
import { listRequests, type ListRequests } from './list-requests.ts'

let nora: Actor
let viewer: Actor
let elsewhere: Actor
let appId: string

const made = Array.from({ length: 30 }, (_, n) => ({
  number: `LST-${1001 + n}`,
  title: n === 7 ? '=HYPERLINK("http://x")' : `Title ${String.fromCharCode(65 + (n % 4))}`,
  outcome: n % 3 === 0 ? 'DONE' : 'WITHDRAWN',
  createdAt: new Date(Date.UTC(2026, 0, 1 + Math.floor(n / 2))),
  updatedAt: new Date(Date.UTC(2026, 5, 30 - n)),
}))

beforeAll(async () => {
  nora = (await makePerson({ name: 'Nora' })).actor
  viewer = (await makePerson({ roles: [{ role: 'viewer', namespace: 'company' }] })).actor
  elsewhere = (await makePerson({ roles: [{ role: 'viewer', namespace: 'companyX' }] })).actor
  const engineer = (await makePerson({ roles: ['engineer'] })).actor
  await saveFlow(
    engineer,
    'id: listed\nnamespace: company.lists\ntasks:\n  - { id: a, type: log, message: a }\n',
  )
  const app = await db.app.findFirstOrThrow({ where: { namespace: 'company.lists' } })
  appId = app.id
  await db.request.createMany({
    data: made.map((row, n) => ({
      id: `list-${n}`,
      appId,
      namespace: 'company.lists',
      flowId: 'listed',
      requesterId: nora.id,
      currentExecutionId: `list-${n}`,
      closedAt: row.updatedAt,
      ...row,
    })),
  })
})

async function all(filter: ListRequests): Promise<string[]> {
  const numbers: string[] = []
  let after: string | undefined
  do {
    const page = await listRequests(nora, { ...filter, after, size: 7 })
    numbers.push(...page.results.map(({ number }) => number))
    after = page.after
  } while (after !== undefined)
  return numbers
}

it.each(requestOrders)('reads every row once in the order %s', async (order) => {
  const numbers = await all({ order })
  expect([...numbers].sort()).toEqual(made.map(({ number }) => number))
  const by = new Map(made.map((row) => [row.number, row]))
  const keys = numbers.map((number) => {
    const row = by.get(number)
    if (order === 'title') return row?.title ?? ''
    return (order === 'changed' ? row?.updatedAt : row?.createdAt)?.getTime() ?? 0
  })
  if (order === 'title') expect(numbers.slice(-1)).not.toEqual([])
  else {
    const rising = [...keys].sort((a, b) => Number(a) - Number(b))
    expect(keys).toEqual(order === 'oldest' ? rising : rising.reverse())
  }
})

it('keeps what all filters name', async () => {
  expect(await all({ outcome: 'DONE' })).toHaveLength(10)
  expect(await all({ q: 'title b', outcome: 'DONE' })).toHaveLength(2)
  expect(await all({ q: 'LST-1003' })).toEqual(['LST-1003'])
  expect(await all({ q: '%' })).toEqual([])
  expect(await all({ app: appId })).toHaveLength(30)
  expect(await all({ app: 'none' })).toEqual([])
  const [from, until] = [new Date('2026-01-02'), new Date('2026-01-04')]
  expect(await all({ from, until, order: 'oldest' })).toEqual([
    'LST-1003',
    'LST-1004',
    'LST-1005',
    'LST-1006',
  ])
})

it('shows everybody’s only to those who may read requests there, with who asked', async () => {
  const { results, total } = await listRequests(viewer, { everybody: true, size: 1 })
  expect(total).toBe(30)
  expect(results[0]?.requester).toEqual({ id: nora.id, name: 'Nora' })
  expect((await listRequests(viewer)).total).toBe(0)
  expect((await listRequests(elsewhere, { everybody: true })).total).toBe(0)
  await expect(listRequests(nora, { everybody: true })).rejects.toMatchObject({ code: 'forbidden' })
})

async function get(actor: Actor, path: string): Promise<{ status: number; text: string }> {
  const { fullToken } = await createToken(actor, { name: `list ${path}` })
  const headers = { authorization: `Bearer ${fullToken}` }
  const answer = await dispatch(new Request(`http://localhost:3000/api/v1${path}`, { headers }))
  return { status: answer.status, text: await answer.text() }
}

it('leaves as CSV that no spreadsheet takes for formulas, everybody’s in plain sight', async () => {
  const { text } = await get(nora, '/requests/export?outcome=WITHDRAWN&order=oldest')
  const lines = text.trimEnd().split('\r\n')
  expect(lines).toHaveLength(21)
  expect(lines[0]).toMatch(/^number,title,app,requester,outcome,/)
  expect(text).toContain(`LST-1008,"'=HYPERLINK(""http://x"")",Listed,Nora,WITHDRAWN,`)
  const exports = () => db.auditEntry.count({ where: { action: 'request:export' } })
  expect(await exports()).toBe(0)
  expect((await get(viewer, '/requests/export?everybody=true')).text.split('\r\n')).toHaveLength(32)
  expect(await exports()).toBe(1)
  expect((await get(nora, '/requests/export?everybody=true')).status).toBe(403)
})

it('refuses filters that say nothing, at their place', async () => {
  for (const query of [
    'from=soon',
    'order=best',
    'outcome=DRAFTY',
    'size=0',
    'after=x',
    'from=2026-02-01&until=2026-01-01',
  ])
    expect((await get(nora, `/requests?${query}`)).status, query).toBe(422)
})
