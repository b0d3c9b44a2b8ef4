import { beforeAll, expect, test } from 'vitest'
import { db } from '#server/db.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { transaction } from '#server/transaction.ts'
import { basicOf, makePerson, type PersonForTests } from '#tests/harness/people.ts'
import { audit, type AuditEvent } from './record.ts'

let admin: PersonForTests
let ana: PersonForTests

async function call(path: string, options: { who?: PersonForTests; body?: object } = {}): Promise<Response> {
  const { who = admin, body } = options
  return dispatch(
    new Request(`http://localhost:3000/api/v1/main/auditlogs/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { ...basicOf(who), 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  )
}

interface Found {
  results: { id: string; subjectId: string; action: string; auditLog: { type: string } }[]
  total: number
  after?: string
}

async function search(query: string): Promise<Found> {
  const response = await call(`search?${query}`)
  expect(response.status).toBe(200)
  return (await response.json()) as Found
}

function write(event: AuditEvent, at?: Date): Promise<void> {
  return transaction(async (tx) => {
    await audit(tx, ana.actor, event)
    if (at) await tx.auditEntry.updateMany({ where: { subjectId: event.subjectId }, data: { at } })
  })
}

beforeAll(async () => {
  admin = await makePerson({ roles: ['admin'] })
  ana = await makePerson({ name: 'Ana Ruiz' })
  const flow = { subjectType: 'flow', subjectId: 'company.audit/pay' }
  await write({ action: 'flow:write', ...flow, before: { revision: 1 }, after: { revision: 2 } })
  await write({ action: 'flow:write', ...flow, before: { revision: 2 }, after: { revision: 3 } })
  await write({ action: 'flow:delete', ...flow })
  await write({ action: 'kv:set', subjectType: 'kv', subjectId: 'company.audit.deep/key', refused: true })
  await write({ action: 'execution:create', subjectType: 'execution', subjectId: 'run-1' })
  await write(
    { action: 'user:create', subjectType: 'person', subjectId: '=SUM(A1)', after: { note: 'x,"y"\n' } },
    new Date('2020-01-02T03:04:05Z'),
  )
})

test.each([
  ['q=ruiz&subjectId=run-1', 1],
  ['q=pay', 3],
  ['q=flow%3Adel', 1],
  ['filters[namespace][EQUALS]=company.audit', 3],
  ['namespace=company.audit', 4],
  ['namespace=company.audit&flowId=pay', 3],
  ['namespace=company.audit&type=UPDATE', 3],
  ['namespace=company.audit&type=DELETE', 1],
  ['filters[type][IN]=DELETE,CREATE&q=ruiz', 3],
  ['namespace=company.audit&refused=true', 1],
  ['executionId=run-1', 1],
  ['resources=KVSTORE&namespace=company.audit', 1],
  ['endDate=2020-02-01T00:00:00Z', 1],
  ['startDate=2020-01-01T00:00:00Z&endDate=2020-01-01T12:00:00Z', 0],
  ['timeRange=PT1H&subjectType=person&q=SUM', 0],
  ['type=IMPERSONATE', 0],
])('the search %s finds %i', async (query, count) => {
  const { results, total } = await search(`${query}&size=100`)
  expect([results.length, total]).toEqual([count, count])
})

test('by whom, and pages follow each other', async () => {
  const all = await search(`userId=${ana.actor.id}&size=100`)
  expect(all.total).toBe(6)
  const first = await search(`userId=${ana.actor.id}&size=4`)
  const second = await search(`userId=${ana.actor.id}&size=4&after=${first.after}`)
  expect([...first.results, ...second.results].map(({ id }) => id)).toEqual(all.results.map(({ id }) => id))
  expect(second.after).toBeUndefined()
  const counted = await search(`userId=${ana.actor.id}&size=4&page=2&sort=date:desc`)
  expect(counted.results.map(({ id }) => id)).toEqual(second.results.map(({ id }) => id))
})

test.each([
  'nonsense=1',
  'filters[level][EQUALS]=INFO',
  'type=NOTHING',
  'refused=perhaps',
  'timeRange=week',
  'startDate=tomorrow',
  'sort=actor:asc',
  'after=x',
  'filters[action][REGEX]=(',
])('what cannot be asked is refused: %s', async (query) => {
  expect((await call(`search?${query}`)).status).toBe(422)
})

test('an export is CSV that no spreadsheet calculates, or JSON; it is in the audit itself', async () => {
  const csv = await call('export?q=SUM')
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="audit.csv"')
  const text = await csv.text()
  expect(text).toContain(`,"{""note"":""x,\\""y\\""\\n""}",`)
  expect(text).toContain(",'=SUM(A1),")
  expect(text.split('\r\n')).toHaveLength(3)

  const json = await call(`export?format=json&userId=${ana.actor.id}`)
  expect((await json.json()) as unknown[]).toHaveLength(6)
  expect(await (await call('export?format=json&type=IMPERSONATE')).json()).toEqual([])
  const entry = await db.auditEntry.findFirst({ where: { action: 'audit:export' }, orderBy: { id: 'asc' } })
  expect(entry).toMatchObject({ actorId: admin.actor.id, after: { format: 'csv', filters: 'q=SUM' } })
  expect((await call('export?format=xml')).status).toBe(422)
})

test('a large export goes through in pieces', async () => {
  const data = { door: 'web', action: 'kv:set', subjectType: 'kv' }
  const rows = Array.from({ length: 2000 }, (_, n) => ({ ...data, subjectId: `many/${n}` }))
  await db.auditEntry.createMany({ data: rows })
  const lines = (await (await call('export?namespace=many')).text()).trimEnd().split('\r\n')
  expect(lines).toHaveLength(2001)
  expect(new Set(lines).size).toBe(2001)
  expect(await (await call('export?namespace=many&format=json')).json()).toHaveLength(2000)
})

test('the newest entry about a thing, and how it changed', async () => {
  const found = await call('find', {
    body: { type: 'UPDATE', resource: 'FLOW', detail: { namespace: 'company.audit', flowId: 'pay' } },
  })
  const item = (await found.json()) as { id: string; auditLog: object; user: object }
  expect(item).toMatchObject({
    after: { revision: 3 },
    auditLog: { type: 'UPDATE', detail: { resource: 'FLOW', id: 'company.audit/pay' } },
    user: { name: 'Ana Ruiz' },
  })
  const print = (revision: number) => JSON.stringify({ revision }, null, 2)
  expect(await (await call(`${item.id}/diff`)).json()).toEqual({ before: print(2), after: print(3) })
  const earlier = await db.auditEntry.findFirstOrThrow({ where: { subjectId: 'company.audit/pay' } })
  expect(await (await call(`${item.id}/diff?previousId=${earlier.id}`)).json()).toEqual({
    before: print(2),
    after: print(3),
  })
  const other = await db.auditEntry.findFirstOrThrow({ where: { subjectId: 'run-1' } })
  expect((await call(`${item.id}/diff?previousId=${other.id}`)).status).toBe(422)
  expect((await call('999999999999/diff')).status).toBe(404)
  expect((await call('find', { body: { detail: { id: 'nothing' } } })).status).toBe(404)
})

test('who may not read the audit gets nothing of it', async () => {
  for (const path of ['search', 'export', '1/diff']) expect((await call(path, { who: ana })).status).toBe(403)
  expect((await call('find', { who: ana, body: {} })).status).toBe(403)
})
