import { beforeAll, describe, expect, it } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { db } from '#server/db.ts'
import { deleteFlow } from '#server/flows/delete-flow.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { basicOf, makePerson, type PersonForTests } from '../../tests/harness/people.ts'

const namespace = 'company.team'
let engineer: PersonForTests
let neighbour: PersonForTests
let requester: PersonForTests

interface Answer {
  status: number
  text: string
  body: Record<string, unknown> & {
    results: { state: Record<string, unknown> }[]
    total: number
    count: number
  }
}

async function call(
  method: string,
  path: string,
  more: { as?: PersonForTests; body?: unknown } = {},
): Promise<Answer> {
  const headers = { ...basicOf(more.as ?? engineer), 'content-type': 'application/json' }
  const body = more.body === undefined ? undefined : JSON.stringify(more.body)
  const response = await dispatch(
    new Request(`http://localhost/api/v1/main${path}`, { method, headers, body }),
  )
  const text = await response.text()
  return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : undefined }
}

const key = (triggerId: string, flowId = 'timed') => ({ namespace, flowId, triggerId })
const found = async (query: string, as?: PersonForTests) =>
  (await call('GET', `/triggers/search?${query}`, { as })).body.results.map(({ state }) => state.triggerId)

const source = (more = '') => `
id: timed
namespace: ${namespace}
tasks:
  - {id: told, type: log, message: hello}
triggers:
  - {id: morning, type: schedule, cron: 0 7 * * *, timezone: Europe/Berlin}
  - {id: evening, type: schedule, cron: 0 19 * * *, disabled: true}
  - id: called
    type: webhook
    key: abc
    conditions:
      - {type: or, conditions: [{type: weekend}, {type: day-week, dayOfWeek: FRIDAY}]}
${more}`

beforeAll(async () => {
  engineer = await makePerson({ roles: ['engineer'] })
  neighbour = await makePerson({ roles: [{ role: 'engineer', namespace: 'company.other' }] })
  requester = await makePerson({ roles: ['requester'] })
  await saveFlow(engineer.actor, source())
})

describe('triggers of a flow that is published', () => {
  it('are listed in the order of its source, with their next times', async () => {
    const { body } = await call('GET', `/triggers/${namespace}/timed`)
    expect(body).toMatchObject({
      total: 3,
      results: [
        { triggerId: 'morning', disabled: false, nextExecutionDate: expect.stringMatching(/T0[56]:00:00/) },
        { triggerId: 'evening', disabled: true, sourceDisabled: true },
        { triggerId: 'called', disabled: false, locked: false },
      ],
    })
  })

  it('are found by words, type and state, and shown as their author wrote them', async () => {
    expect(await found('q=MORN')).toEqual(['morning'])
    expect(await found('type=webhook')).toEqual(['called'])
    expect(await found('enabled=false')).toEqual(['evening'])
    expect(await found(`namespace=company&filters[flowId][EQUALS]=timed&sort=triggerId:desc`)).toEqual([
      'morning',
      'evening',
      'called',
    ])
    const { body } = await call('GET', '/triggers/search?type=webhook')
    expect(body.results[0]).toMatchObject({
      trigger: {
        id: 'called',
        conditions: [
          { type: 'or', conditions: [{ type: 'weekend' }, { type: 'day-week', dayOfWeek: 'FRIDAY' }] },
        ],
      },
    })
  })

  it.each([
    'sort=color',
    'filters[color][EQUALS]=red',
    'filters[namespace][SOUNDS_LIKE]=x',
    'filters[namespace][REGEX]=(((',
    'enabled=perhaps',
  ])('%s is refused', async (query) => {
    expect((await call('GET', `/triggers/search?${query}`)).status).toBe(422)
  })

  it('go as CSV', async () => {
    const { text } = await call('GET', '/triggers/export/by-query/csv?type=schedule')
    const [head, ...rows] = text.trim().split('\r\n')
    expect(head).toMatch(/^namespace,flowId,triggerId,type,disabled/)
    expect(rows.map((row) => row.split(',').slice(2, 5).join(' ')).sort()).toEqual([
      'evening schedule true',
      'morning schedule false',
    ])
  })
})

describe('who may', () => {
  it('an engineer of elsewhere knows of none, a requester of nothing', async () => {
    expect(await found('', neighbour)).toEqual([])
    expect((await call('GET', '/triggers/search', { as: requester })).status).toBe(403)
    expect((await call('GET', `/triggers/${namespace}/timed`, { as: neighbour })).status).toBe(404)
    const body = { ...key('morning'), disabled: true }
    expect((await call('PUT', '/triggers/set-disabled', { as: neighbour, body })).status).toBe(404)
    expect((await call('PUT', '/triggers/set-disabled', { as: requester, body })).status).toBe(403)
  })

  it('what there is not is not found', async () => {
    expect((await call('PUT', '/triggers', { body: { ...key('gone'), disabled: true } })).status).toBe(404)
    expect((await call('POST', `/triggers/${namespace}/timed/gone/restart`)).status).toBe(404)
  })
})

describe('a trigger that is switched off', () => {
  it('stays off when its flow is published anew, and is audited', async () => {
    const off = await call('PUT', '/triggers', { body: { ...key('morning'), disabled: true } })
    expect(off.body).toMatchObject({ disabled: true, sourceDisabled: false })
    await saveFlow(engineer.actor, source('# changed'))
    expect(await found('enabled=true')).toEqual(['called'])
    expect(await db.auditEntry.findFirst({ where: { action: 'trigger:disable' } })).toMatchObject({
      subjectId: `${namespace}/timed/morning`,
      actorId: engineer.actor.id,
    })
    const on = await call('PUT', '/triggers/set-disabled', { body: { ...key('morning'), disabled: false } })
    expect(on.body).toMatchObject({ disabled: false })
  })

  it('cannot be switched on against its source', async () => {
    const { status, text } = await call('PUT', '/triggers', { body: { ...key('evening'), disabled: false } })
    expect([status, text]).toEqual([409, expect.stringContaining('source')])
  })

  it('many at once: those that are named, those that are found', async () => {
    const triggers = [key('morning'), key('called'), key('gone')]
    const named = await call('POST', '/triggers/set-disabled/by-triggers', {
      body: { triggers, disabled: true },
    })
    expect(named.body).toMatchObject({ count: 2 })
    const query = await call('POST', '/triggers/set-disabled/by-query?q=morning&disabled=false')
    expect(query.body).toMatchObject({ count: 1 })
    expect(await found('enabled=true')).toEqual(['morning'])
  })
})

describe('what else is done to a trigger', () => {
  it('one that waits is freed, once', async () => {
    await db.trigger.updateMany({ where: key('called'), data: { lockedBy: 'x', error: 'once' } })
    expect((await call('POST', `/triggers/${namespace}/timed/called/unlock`)).body).toMatchObject({
      locked: false,
    })
    expect((await call('POST', `/triggers/${namespace}/timed/called/unlock`)).status).toBe(409)
    const { body } = await call('POST', `/triggers/${namespace}/timed/called/restart`)
    expect(body.error).toBeUndefined()
  })

  it('one that its flow declares is not deleted', async () => {
    const { status, text } = await call('DELETE', `/triggers/${namespace}/timed/called`)
    expect([status, text]).toEqual([409, expect.stringContaining('because the flow still declares it')])
    const filters = [{ field: 'NAMESPACE', operation: 'EQUALS', value: { value: namespace } }]
    const many = await call('DELETE', '/triggers/delete/by-query', { body: { filters } })
    expect(many.body).toMatchObject({ count: 0, totalItems: 0 })
    const wrong = { filters: [{ field: 'COLOUR', operation: 'EQUALS', value: 'red' }] }
    expect((await call('DELETE', '/triggers/delete/by-query', { body: wrong })).status).toBe(422)
    expect(await db.trigger.count({ where: key('called') })).toBe(1)
  })

  it('those of one flow are found by a part of their names, page by page', async () => {
    const names = async (query: string) =>
      (
        (await call('GET', `/triggers/${namespace}/timed?${query}`)).body.results as unknown as {
          triggerId: string
        }[]
      ).map(({ triggerId }) => triggerId)
    expect(await names('q=morn')).toEqual(['morning'])
    expect(await names('size=1&page=2&sort=triggerId:asc')).toHaveLength(1)
    expect((await call('GET', `/triggers/${namespace}/timed?sort=colour`)).status).toBe(422)
  })

  it.each([
    [{ start: '2026-01-01T00:00:00Z', end: '2025-01-01T00:00:00Z' }, 422],
    [{ start: 'yesterday' }, 422],
    [{ start: '2026-01-01T08:00:00Z', end: '2026-01-01T09:00:00Z' }, 422],
    [
      {
        start: '2026-01-01T00:00:00Z',
        end: '2026-01-03T00:00:00Z',
        labels: [{ key: 'system.x', value: 'y' }],
      },
      422,
    ],
  ])('a backfill of %j is refused', async (backfill, status) => {
    const answer = await call('PUT', '/triggers/backfill/create', { body: { ...key('morning'), backfill } })
    expect(answer.status).toBe(status)
  })

  it('a backfill is of a schedule only', async () => {
    const body = { ...key('called'), backfill: { start: '2026-01-01T00:00:00Z' } }
    expect((await call('PUT', '/triggers/backfill/create', { body })).status).toBe(422)
    expect((await call('PUT', '/triggers/backfill/pause', { body: key('called') })).status).toBe(409)
  })

  it('a backfill is paused, goes on, and is ended', async () => {
    const body = {
      ...key('morning'),
      backfill: { start: '2026-01-01T00:00:00Z', end: '2026-01-05T00:00:00Z' },
    }
    const begun = await call('PUT', '/triggers/backfill/create', { body })
    expect(begun.body).toMatchObject({ backfill: { total: 4, looked: 0, paused: false } })
    expect((await call('PUT', '/triggers/backfill/create', { body })).status).toBe(409)
    const paused = await call('PUT', '/triggers/backfill/pause', { body: begun.body })
    expect(paused.body).toMatchObject({ backfill: { paused: true } })
    expect(
      (await call('POST', '/triggers/backfill/unpause/by-triggers', { body: [key('morning')] })).body,
    ).toMatchObject({ count: 1 })
    const ended = await call('POST', '/triggers/backfill/delete', { body: key('morning') })
    expect(ended.body.backfill).toBeUndefined()
    expect((await call('POST', '/triggers/backfill/delete/by-query?q=morning')).body).toMatchObject({
      count: 0,
    })
  })
})

it('go with their flow', async () => {
  await deleteFlow(engineer.actor, { namespace, id: 'timed' })
  expect(await found('')).toEqual([])
})
