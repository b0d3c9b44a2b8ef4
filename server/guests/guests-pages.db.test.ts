import { beforeAll, expect, test } from 'vitest'
import type { BlockView } from '#engine/flow/app-page.ts'
import { saveApp } from '#server/apps/save-app.ts'
import { db } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { sealToken } from '#server/secrets/sealed-token.ts'
import { call, engineer } from './test-doors.ts'

const flow = (id: string) => `id: ${id}
namespace: company.team
displayName: Ask for ${id}
inputs:
  - { id: wish, type: STRING }
tasks:
  - { id: hello, type: log, message: hello }
`
const laidOut = `id: laid-out
type: app
namespace: company.team
displayName: { en: Wishes, de: Wünsche }
access: PUBLIC
flows: [{ flowId: tea }, { flowId: cake }]
layout:
  - on: OPEN
    blocks:
      - { type: markdown, content: { en: 'You want **{{ inputs.wish }}**, {{ user.kind }}', de: 'Sie wünschen **{{ inputs.wish }}**' } }
      - { type: image, file: 'nsfile:///map.png' }
      - type: columns
        columns:
          - blocks: [{ type: create-form }, { type: requests }]
      - { type: create-button, text: Wish }
  - on: FALLBACK
    blocks:
      - { type: alert, content: 'We have it' }
      - { type: logs }
      - { type: stacktrace }
      - { type: download-logs-button }
      - { type: approvals }
      - { type: comments }
      - { type: inputs }
`
let appId = ''
let door = ''

beforeAll(async () => {
  for (const id of ['tea', 'cake']) await saveFlow(engineer, flow(id))
  appId = (await saveApp(engineer, laidOut)).id
  door = (await db.app.findUniqueOrThrow({ where: { id: appId } })).publicId
})

interface Opened {
  flows?: { id: string; displayName: string }[]
  form?: { flow: string; hasButton: boolean }
  blocks: BlockView[]
}

const typesIn = (blocks: readonly BlockView[]): string[] =>
  blocks.flatMap(({ type, parts = [] }) => [type, ...parts.flatMap((part) => typesIn(part.blocks))])
const german = { 'accept-language': 'de' }

test('a public app of several flows lets one choose, and shows the whole layout but what is not for people outside', async () => {
  const first = await call<Opened>(`GET /public/apps/${door}`)
  expect(first.json).toMatchObject({
    flows: [{ id: 'company.team/tea', displayName: 'Ask for tea' }, { id: 'company.team/cake' }],
    blocks: [],
  })
  expect(first.json).not.toHaveProperty('form')
  const { json } = await call<Opened>(`GET /public/apps/${door}?flow=company.team/cake&wish=Jam`, {
    headers: german,
  })
  expect(json?.form).toMatchObject({ flow: 'company.team/cake', hasButton: true })
  expect(typesIn(json?.blocks ?? [])).toEqual([
    'markdown',
    'image',
    'columns',
    'create-form',
    'create-button',
  ])
  expect(JSON.stringify(json?.blocks)).toContain('Sie wünschen <strong>Jam</strong>')
  expect(JSON.stringify(json?.blocks)).toContain(`/api/v1/public/apps/${door}/picture?name=`)
  expect(JSON.stringify(json)).not.toContain(appId)
})

test('its texts follow the answers; they know whom they are for', async () => {
  const { json } = await call<Opened>(`POST /public/apps/${door}/validate`, {
    body: { values: { wish: 'Bread' }, flow: 'company.team/tea' },
  })
  expect(JSON.stringify(json?.blocks)).toContain('You want <strong>Bread</strong>, guest')
  expect(JSON.stringify(json?.blocks)).toContain('/picture?name=')
  expect(typesIn(json?.blocks ?? [])).not.toContain('requests')
})

test('a guest sees their request as its app lays it out, without what is not for people outside', async () => {
  const token = (await call(`POST /public/apps/${door}/guests`, { body: { name: 'Gil' } })).json?.token ?? ''
  const sent = await call(`POST /public/apps/${door}/requests`, {
    token,
    body: {
      values: { wish: 'Bread' },
      flow: 'company.team/tea',
      ticket: sealToken('formwork public form', { appId, at: Date.now() - 9000 }, Date.now() + 60_000),
    },
  })
  expect(sent.status).toBe(200)
  const line = `GET /requests/${sent.json?.requestId}/page`
  const page = await call<Opened>(line, { token })
  expect(typesIn(page.json?.blocks ?? [])).toEqual(['alert', 'comments', 'inputs'])
  const other = (await call(`POST /public/apps/${door}/guests`, { body: {} })).json?.token
  expect((await call(line, { token: other })).status).toBe(404)
})
