import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { makePerson } from '#tests/harness/people.ts'
import { catalog } from './catalog.ts'
import { openApp, validateForm } from './open-app.ts'
import { saveApp } from './save-app.ts'

let nora: Actor

beforeAll(async () => {
  nora = (await makePerson()).actor
  await makePerson({ groups: ['finance', 'managers', 'procurement', 'it'] })
  const folder = path.resolve('examples')
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  const isApp = (name: string) => name.endsWith('.app.yaml')
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8')
  for (const name of files.filter((file) => !isApp(file))) await saveFlow(systemActor, read(name))
  for (const name of files.filter(isApp)) await saveApp(systemActor, read(name))
})

test('every example is one app that opens', async () => {
  const cards = await catalog(nora)
  expect(cards.length).toBeGreaterThanOrEqual(3)
  for (const card of cards) {
    const view = await openApp(nora, card.id)
    expect(view.next.length, card.displayName).toBeGreaterThan(0)
  }
})

test('who decides follows the answers', async () => {
  const card = (await catalog(nora)).find(({ displayName }) => displayName === 'Purchase request')
  const next = async (cost: string) => (await validateForm(nora, card?.id ?? '', { item: 'Desk', cost })).next
  expect(await next('200')).toEqual([
    { id: 'approval', title: 'Approval', may: false, deciders: ['managers'] },
    { id: 'order', title: 'Purchase order', may: false, deciders: [] },
  ])
  expect(await next('20000')).toEqual([
    { id: 'approval', title: 'Approval', may: false, deciders: ['finance'] },
    { id: 'procurement', title: 'Check by procurement', may: false, deciders: ['procurement'] },
    { id: 'order', title: 'Purchase order', may: false, deciders: [] },
  ])
})

test('several people whom an answer names are several deciders', async () => {
  const people = await Promise.all(['Vera Vorn', 'Wim Wald'].map((name) => makePerson({ name })))
  const mails = people.map(({ email }) => email).join(', ')
  await saveFlow(
    systemActor,
    `id: named
namespace: company.team
inputs: [{ id: who, type: STRING }]
tasks:
  - id: ask
    type: approval
    title: Ask
    deciders: [{ users: "{{ inputs.who }}" }]
`,
  )
  const { id } = await db.app.findFirstOrThrow({ where: { flowId: 'named' } })
  const { next } = await validateForm(nora, id, { who: mails })
  expect(next.map(({ deciders }) => deciders)).toEqual([['Vera Vorn', 'Wim Wald']])
})
