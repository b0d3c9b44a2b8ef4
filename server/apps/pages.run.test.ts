import { beforeAll, describe, expect, test } from 'vitest'
import type { BlockView } from '#engine/flow/app-page.ts'
import type { Actor } from '#server/actor.ts'
import { getExecution } from '#server/runs/get-execution.ts'
import { setUpRuns, namespace } from '#server/runs/testdata/fixture.ts'
import { basicOf, makePerson } from '#tests/harness/people.ts'
import { until } from '#tests/harness/until.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { dispatchApp } from './dispatch-app.ts'
import { executionPage, pageOfRequest } from './execution-page.ts'
import { openPage } from './open-page.ts'
import { previewApp } from './preview-app.ts'
import { saveApp } from './save-app.ts'
import { validateForm } from './open-app.ts'

const runs = setUpRuns()

const flow = `
id: holiday
namespace: ${namespace}
inputs:
  - { id: who, type: STRING, displayName: Your name }
  - { id: fails, type: BOOL, defaults: false }
tasks:
  - { id: greet, type: return, format: "Hello {{ inputs.who }}" }
  - id: wait
    type: pause
    onResume:
      - { id: days, type: INT, max: 30 }
  - id: doubt
    type: if
    condition: "{{ inputs.fails }}"
    then: [{ id: broken, type: fail, errorMessage: "It broke" }]
outputs:
  - { id: days, type: INT, displayName: Days given, value: "{{ outputs.wait.onResume.days }}" }
`

const app = `
id: holiday
type: io.kestra.plugin.ee.apps.Execution
namespace: ${namespace}
flowId: holiday
displayName: { en: Holiday, de: Urlaub }
prefill: [who]
resume: { groups: [holiday-deciders] }
layout:
  - on: OPEN
    blocks:
      - type: io.kestra.plugin.ee.apps.core.blocks.Markdown
        content: { en: "For **{{ inputs.who ?? 'nobody' }}**", de: "Für **{{ inputs.who ?? 'niemand' }}**" }
      - type: io.kestra.plugin.ee.apps.execution.blocks.CreateExecutionForm
      - type: io.kestra.plugin.ee.apps.execution.blocks.CreateExecutionButton
        text: Ask
      - { type: alert, if: "{{ inputs.fails }}", content: This will fail }
  - on: CREATED
    blocks: [{ type: markdown, content: Thank you }]
  - on: PAUSE
    blocks:
      - { type: inputs, filter: { include: [who] } }
      - type: task-outputs
        outputs:
          - { displayName: Greeting, description: As it was said, type: STRING, value: "{{ outputs.greet.value }}" }
      - { type: resume-form }
      - { type: resume-button, text: Grant }
      - { type: cancel-button, text: Deny, style: DANGER }
  - on: SUCCESS
    for: requester
    blocks:
      - { type: markdown, content: "You have {{ outputs.wait.onResume.days }} days, {{ requester.name }}" }
      - { type: outputs }
      - { type: button, text: Another one, url: "{{ app.url }}" }
      - { type: table, value: '[{"a": 1, "b": 2}]' }
      - { type: markdown, content: "{{ outputs.nothing.value }}" }
  - on: SUCCESS
    blocks: [{ type: markdown, content: "{{ requester.name }} has it" }]
  - on: FAILURE
    blocks: [{ type: stacktrace }, { type: logs }]
  - on: ERROR
    blocks: [{ type: stacktrace }]
  - on: FALLBACK
    blocks: [{ type: markdown, content: Over }]
`

let requester: Actor
let decider: Actor
let stranger: Actor
let password: { authorization: string }
let id = ''

beforeAll(async () => {
  const person = await makePerson()
  requester = person.actor
  password = basicOf(person)
  decider = (await makePerson({ groups: ['holiday-deciders'] })).actor
  stranger = (await makePerson()).actor
  await runs.publish(flow)
  id = (await saveApp(runs.engineer, app)).id
})

const seen = (blocks: readonly BlockView[]) =>
  blocks.map(({ type, properties, data, problem }) => {
    if (problem) return `${type}!`
    const text = properties.content ?? properties.text
    const values = data?.values
      ?.map(({ label, display, help }) => [`${label}: ${display}`, help].filter(Boolean).join(' – '))
      .join(', ')
    return [type, text, values].filter(Boolean).join(' ')
  })

const inState = (executionId: string, state: string) =>
  until(
    async () => (await getExecution(runs.engineer, executionId)).state.current === state,
    `it is ${state}`,
  )

async function ask(values: Record<string, unknown>) {
  const { page } = await dispatchApp(requester, id, { dispatch: 'create', values })
  const executionId = page.executionId ?? ''
  await inState(executionId, 'PAUSED')
  return { executionId, first: page }
}

describe('a page', () => {
  test('opens with its blocks in the reader’s language, and its texts follow the answers', async () => {
    const page = await openPage(requester, id, { link: { who: 'Ana', fails: 'true' } })
    expect(page).toMatchObject({
      moment: 'OPEN',
      app: { displayName: 'Holiday' },
      form: { hasButton: true, flow: `${namespace}/holiday` },
    })
    expect(seen(page.blocks)).toEqual([
      'markdown <p>For <strong>Ana</strong></p>',
      'create-form',
      'create-button Ask',
    ])
    const german = await openPage({ ...requester, language: 'de' }, id)
    expect(seen(german.blocks)[0]).toBe('markdown <p>Für <strong>niemand</strong></p>')
    const live = await validateForm(requester, id, { who: '<script>', fails: true })
    expect(seen(live.blocks ?? [])).toEqual([
      expect.stringMatching(/^markdown <p>For <strong>(?!<script>)/),
      'create-form',
      'create-button Ask',
      'alert <p>This will fail</p>',
    ])
  })

  test('shows each moment what its layout says, from the start to the end', async () => {
    const { executionId, first } = await ask({ who: 'Ana' })
    expect(seen(first.blocks)).toEqual(['markdown <p>Thank you</p>'])
    const mine = await executionPage(requester, id, executionId)
    expect(seen(mine.blocks)).toEqual([
      'inputs Your name: Ana',
      'task-outputs Greeting: Hello Ana – As it was said',
      'tracker',
    ])
    expect(mine.may).toEqual({ cancel: true, resume: false })
    expect(mine.request?.stages.length).toBeGreaterThan(0)

    const theirs = await executionPage(decider, id, executionId)
    expect(seen(theirs.blocks).slice(2)).toEqual(['resume-form', 'resume-button Grant', 'cancel-button Deny'])
    expect(theirs).toMatchObject({
      may: { resume: true, cancel: true },
      resume: { inputs: [{ id: 'days' }], hasButton: true },
    })
    await expect(executionPage(stranger, id, executionId)).rejects.toMatchObject({ code: 'not-found' })
    for (const actor of [stranger, requester])
      await expect(
        dispatchApp(actor, id, { dispatch: `resume:${executionId}`, values: { days: 5 } }),
      ).rejects.toMatchObject({ code: actor === stranger ? 'not-found' : 'forbidden' })

    const go = (days: number) =>
      dispatchApp(decider, id, { dispatch: `resume:${executionId}`, values: { days } })
    await expect(go(99)).rejects.toMatchObject({ code: 'invalid', details: [{ path: 'days' }] })
    await go(5)
    await inState(executionId, 'SUCCESS')
    const done = await executionPage(requester, id, executionId)
    expect(seen(done.blocks)).toEqual([
      `markdown <p>You have 5 days, ${requester.name}</p>`,
      'outputs Days given: 5',
      'button Another one',
      'table',
      'markdown!',
    ])
    expect(done.blocks[2]?.properties.url).toMatch(/^http.*\/apps\//)
    expect(done.blocks[3]?.data).toEqual({
      rows: [{ a: 1, b: 2 }],
      total: 1,
      columns: [
        { id: 'a', label: 'a' },
        { id: 'b', label: 'b' },
      ],
    })
    expect(done.blocks[4]?.problem).toEqual({})
    expect(seen((await executionPage(decider, id, executionId)).blocks)).toEqual([
      `markdown <p>${requester.name} has it</p>`,
    ])
    expect(seen((await pageOfRequest(requester, done.requestId ?? ''))?.blocks ?? [])).toHaveLength(5)
  })

  test('tells who asked that it failed, and only engineers why', async () => {
    const { executionId } = await ask({ who: 'Ana', fails: true })
    await dispatchApp(decider, id, { dispatch: `resume:${executionId}`, values: { days: 1 } })
    await inState(executionId, 'FAILED')
    const mine = await executionPage(requester, id, executionId)
    expect(mine.moment).toBe('FAILURE')
    expect(mine.blocks[0]?.data?.failure?.trace).toBeUndefined()
    const theirs = await executionPage(runs.engineer, id, executionId)
    expect(theirs.blocks[0]?.data?.failure?.trace?.taskId).toBe('broken')
  })

  test('is stopped by who asked, or denied by who decides', async () => {
    const mine = await ask({ who: 'Ana' })
    const { page } = await dispatchApp(requester, id, { dispatch: `cancel:${mine.executionId}`, values: {} })
    expect(['KILLING', 'CANCELLED']).toContain(
      (await getExecution(runs.engineer, mine.executionId)).state.current,
    )
    expect(seen(page.blocks)).toEqual(['markdown <p>Over</p>'])
    const theirs = await ask({ who: 'Ben' })
    await dispatchApp(decider, id, { dispatch: `cancel:${theirs.executionId}`, values: {} })
    await inState(theirs.executionId, 'CANCELLED')
    await expect(
      dispatchApp(decider, id, { dispatch: `cancel:${theirs.executionId}`, values: {} }),
    ).rejects.toBeDefined()
  })

  test('of a start that is refused is that of ERROR', async () => {
    const { page, refused } = await dispatchApp(requester, id, { dispatch: 'create', values: {} })
    expect(refused?.code).toBe('invalid')
    expect(page).toMatchObject({
      moment: 'ERROR',
      blocks: [{ data: { failure: { message: refused?.message } } }],
    })
  })
})

test('REST answers what Kestra’s clients look for', async () => {
  const call = async (method: string, path: string, body?: FormData) => {
    const answer = await dispatch(
      new Request(`http://localhost:3000/api/v1/main${path}`, { method, body, headers: password }),
    )
    return { status: answer.status, body: await answer.json() }
  }
  const open = await call('GET', `/apps/view/${id}?who=Ana`)
  expect(open.body).toMatchObject({
    dispatch: `create:${namespace}/holiday`,
    layout: { blocks: [{}, {}, {}] },
  })
  const form = new FormData()
  form.set('who', 'Ana')
  const made = await call('POST', `/apps/view/${id}/dispatch/${encodeURIComponent(open.body.dispatch)}`, form)
  expect(made).toMatchObject({
    status: 200,
    body: { stream: expect.any(String), moment: expect.any(String) },
  })
  const wrong = await call('POST', `/apps/view/${id}/dispatch/create`, new FormData())
  expect(wrong).toMatchObject({ status: 422, body: { message: expect.any(String), layout: {} } })
  expect((await call('POST', `/apps/view/${id}/dispatch/nothing`, form)).status).toBe(404)
})

test('a preview shows each moment without saving or starting anything', async () => {
  const source = app.replace('id: holiday\ntype', 'id: draft\ntype')
  const wrong = source.replace('type: stacktrace }]\n', 'type: create-form }]\n')
  const { problems, blocks } = await previewApp(runs.engineer, { source: wrong })
  expect([problems.map(({ path }) => path), blocks]).toEqual([['layout[6].blocks[0].type'], []])
  const open = await previewApp(runs.engineer, { source, values: { who: 'Eve' } })
  expect(seen(open.blocks)[0]).toBe('markdown <p>For <strong>Eve</strong></p>')
  const pause = await previewApp(runs.engineer, { source, moment: 'PAUSE', as: 'decider' })
  expect(seen(pause.blocks).at(-1)).toBe('cancel-button Deny')
  const { executionId } = await ask({ who: 'Ana' })
  const past = await previewApp(runs.engineer, { source, moment: 'PAUSE', executionId })
  expect(seen(past.blocks)).toEqual([
    'inputs Your name: Ana',
    'task-outputs Greeting: Hello Ana – As it was said',
    'tracker',
  ])
  await expect(previewApp(requester, { source })).rejects.toMatchObject({ code: 'forbidden' })
})
