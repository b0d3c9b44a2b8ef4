import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { setKey } from '#server/kv/change-keys.ts'
import { disconnectTemporal } from '#server/temporal.ts'
import { makePerson } from '#tests/harness/people.ts'
import { until } from '#tests/harness/until.ts'
import { saveApp } from './save-app.ts'
import { openApp, searchFormOptions, validateForm } from './open-app.ts'

process.env.FORMWORK_HTTP_ALLOW = 'localhost'

const calls: string[] = []
const waiting: ServerResponse[] = []
const server = createServer((call, answer) => {
  calls.push(call.url ?? '')
  answer.setHeader('content-type', 'application/json')
  if (call.url?.startsWith('/slow')) waiting.push(answer)
  else if (call.url?.startsWith('/broken')) answer.writeHead(500).end('{}')
  else
    answer.end(JSON.stringify(['Berlin', 'Bremen', 'Bonn'].map((name) => ({ label: name, value: name[1] }))))
})

let engineer: Actor
let person: Actor
let outsider: Actor

/** Publishes a form. @returns the id of its app */
async function publish(id: string, inputs: string): Promise<string> {
  await saveFlow(
    engineer,
    `id: ${id}\nnamespace: company.team\ninputs:\n${inputs}\ntasks:\n  - { id: t, type: log, message: x }\n`,
  )
  return (await db.app.findFirstOrThrow({ where: { flowId: id } })).id
}

const address = (path: string) => `http://localhost:${(server.address() as AddressInfo).port}${path}`

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, listening))
  engineer = (await makePerson({ roles: ['engineer'] })).actor
  person = (await makePerson({ name: 'Zoë Winter', groups: ['options-club'] })).actor
  outsider = (await makePerson({ name: 'Zoltan Sommer' })).actor
})

afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await disconnectTemporal()
})

describe('options from the outside', () => {
  it('are asked once for the same answers, and searched', async () => {
    const id = await publish(
      'from-http',
      `  - { id: land, type: STRING }
  - { id: note, type: STRING, required: false }
  - id: city
    type: SELECT
    required: false
    dependsOn: { inputs: [land] }
    expression: "{{ http('${address('/cities')}', query={'land': inputs.land}) }}"`,
    )
    for (const note of ['a', 'ab', 'abc']) {
      const { states } = await validateForm(person, id, { land: 'de', note })
      expect(states[2]?.options?.map(({ label }) => label)).toEqual(['Berlin', 'Bremen', 'Bonn'])
    }
    await validateForm(person, id, { land: 'fr' })
    expect(calls.filter((call) => call.startsWith('/cities'))).toEqual(['/cities?land=de', '/cities?land=fr'])
    const search = { inputId: 'city', text: 'br' }
    expect((await searchFormOptions(person, id, { values: { land: 'de' }, search })).options).toEqual([
      { label: 'Bremen', value: 'r' },
    ])
    await expect(
      searchFormOptions(person, id, { values: {}, search: { inputId: 'x', text: '' } }),
    ).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('that fail say so at their field, and leave the others alone', async () => {
    const id = await publish(
      'from-broken',
      `  - { id: n, type: INT }
  - { id: city, type: SELECT, required: false, expression: "{{ http('${address('/broken')}') }}" }`,
    )
    const { states } = await validateForm(person, id, { n: '4' })
    expect(states[0]).toMatchObject({ value: 4, problems: [] })
    expect(states[1]?.problems).toMatchObject([
      { code: 'expression', params: { message: expect.stringContaining('answered 500') } },
    ])
  })

  it('that are slow are waited for beside the form', async () => {
    const id = await publish(
      'from-slow',
      `  - { id: n, type: INT }
  - { id: city, type: SELECT, expression: "{{ http('${address('/slow')}') }}" }`,
    )
    const first = await validateForm(person, id, { n: '4' })
    expect(first.states[0]).toMatchObject({ value: 4, problems: [] })
    expect(first.states[1]?.problems.map(({ code }) => code)).toEqual(['slow'])
    waiting[0]?.end('["x"]')
    const then = await until(async () => {
      const { states } = await validateForm(person, id, { n: '5' })
      return states[1]?.options
    }, 'the list has come')
    expect(then).toEqual([{ label: 'x', value: 'x' }])
    expect(calls.filter((call) => call === '/slow')).toHaveLength(1)
  })

  it('come from a key, as a list or a map', async () => {
    const place = { namespace: 'company.team', key: 'teams' }
    await setKey(engineer, { ...place, text: '{"a": "Team A", "b": "Team B"}' })
    const id = await publish('from-kv', `  - { id: team, type: SELECT, expression: "{{ kv('teams') }}" }`)
    expect((await openApp(person, id)).states[0]?.options).toEqual([
      { label: 'Team A', value: 'a' },
      { label: 'Team B', value: 'b' },
    ])
  })
})

describe('people and groups', () => {
  it('are found by a part of their name, with a mail to tell them apart', async () => {
    const id = await publish(
      'with-people',
      `  - { id: who, type: USER, defaults: requester }
  - { id: few, type: USER, group: options-club, many: true, required: false }
  - { id: team, type: GROUP, required: false }`,
    )
    expect((await openApp(person, id)).states[0]?.value).toMatchObject({ id: person.id })
    const find = (inputId: string, text: string) =>
      searchFormOptions(person, id, { values: {}, search: { inputId, text } })
    expect(await find('who', '')).toEqual({ options: [], total: 0 })
    expect((await find('who', 'zo')).options.map(({ label }) => label)).toEqual([
      'Zoltan Sommer',
      'Zoë Winter',
    ])
    expect(await find('few', '')).toEqual({
      options: [{ label: 'Zoë Winter', value: person.id, detail: person.email }],
      total: 1,
    })
    expect((await find('team', 'options-cl')).options).toEqual([
      { label: 'options-club', value: 'options-club', detail: 'options-club' },
    ])
  })

  it('are judged on the server: unknown, inactive and foreign ones are refused', async () => {
    const id = await publish(
      'judged-people',
      `  - { id: who, type: USER, group: options-club }
  - { id: team, type: GROUP }
  - { id: rows, type: TABLE, required: false, columns: [{ id: person, type: USER }] }`,
    )
    const told = async (values: Record<string, unknown>) => {
      const { states } = await validateForm(person, id, values)
      return states.map(({ value, problems }) => problems[0]?.code ?? value)
    }
    const me = { id: person.id, name: 'Zoë Winter', email: person.email }
    const club = { slug: 'options-club', name: 'options-club' }
    expect(await told({ who: person.email, team: 'options-club', rows: [{ person: outsider.id }] })).toEqual([
      me,
      club,
      [{ person: { id: outsider.id, name: 'Zoltan Sommer', email: outsider.email } }],
    ])
    expect(await told({ who: { ...me, name: 'Somebody else' }, team: club })).toEqual([me, club, null])
    expect(await told({ who: outsider.id, team: 'nobody', rows: [{ person: 'x' }] })).toEqual([
      'person-unknown',
      'group-unknown',
      'person-unknown',
    ])
    await db.person.update({ where: { id: person.id }, data: { active: false } })
    expect((await told({ who: person.id }))[0]).toBe('person-unknown')
    await db.person.update({ where: { id: person.id }, data: { active: true } })
  })

  it('are not told to who may not use the app', async () => {
    const id = await publish('closed-people', '  - { id: who, type: USER }')
    await saveApp(
      engineer,
      'id: closed-people\ntype: app\nnamespace: company.team\nflowId: closed-people\ndisplayName: Closed\naccess: { groups: [options-club] }\n',
    )
    await expect(
      searchFormOptions(outsider, id, { values: {}, search: { inputId: 'who', text: 'z' } }),
    ).rejects.toMatchObject({ code: 'not-found' })
  })
})
