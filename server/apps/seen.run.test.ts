import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import type { ExecutionView } from '#server/runs/view.ts'
import { findExecution } from '#server/runs/get-execution.ts'
import { getRequest } from '#server/requests/get-request.ts'
import { setUpRuns, namespace } from '#server/runs/testdata/fixture.ts'
import { mayHear } from '#server/stream/topics.ts'
import { makePerson } from '#tests/harness/people.ts'
import { appFileMetas, downloadAppFile, downloadAppLogs } from './app-files.ts'
import { dispatchApp } from './dispatch-app.ts'
import { executionPage } from './execution-page.ts'
import { appResumeForm, appResumeOptions } from './resume-form.ts'
import { saveApp } from './save-app.ts'
import { waitingHere } from './waiting-here.ts'

const runs = setUpRuns()

const flow = `
id: trip
namespace: ${namespace}
inputs:
  - { id: place, type: STRING }
tasks:
  - { id: plan, type: storage.write, content: "To {{ inputs.place }}", extension: .txt }
  - { id: price, type: storage.write, content: "Much", extension: .txt }
  - { id: say, type: log, message: "Somebody wants to go" }
  - { id: doubt, type: log, message: "It is dear" }
  - id: wait
    type: pause
    onResume:
      - { id: days, type: INT, max: 30 }
      - { id: by, type: SELECT, values: [train, ship] }
  - { id: book, type: log, message: "Booked" }
outputs:
  - { id: plan, type: FILE, value: "{{ outputs.plan.uri }}" }
`

const app = `
id: trip
type: app
namespace: ${namespace}
flowId: trip
displayName: Trip
resume: { groups: [trip-deciders] }
layout:
  - on: PAUSE
    for: decider
    blocks:
      - { type: markdown, content: "[The price](/api/v1/apps/view/{{ app.id }}/file/download?path={{ outputs.price.uri | urlencode }})" }
      - { type: logs, filter: { taskIds: [say] } }
      - { type: resume-form }
  - on: PAUSE
    blocks:
      - { type: task-outputs, outputs: [{ displayName: Plan, type: FILE, value: "{{ outputs.plan.uri }}" }] }
      - { type: tracker }
  - on: SUCCESS
    blocks: [{ type: outputs }]
`

const notFound = { code: 'not-found' }
let requester: Actor
let decider: Actor
let other: Actor
let stranger: Actor
let appId = ''
let execution: ExecutionView
let place = { appId: '', executionId: '' }
let requestId = ''

const uriOf = (taskId: string) =>
  String(execution.taskRunList.find((run) => run.taskId === taskId)?.outputs?.uri)

beforeAll(async () => {
  requester = (await makePerson()).actor
  decider = (await makePerson({ groups: ['trip-deciders'] })).actor
  other = (await makePerson({ groups: ['trip-deciders'] })).actor
  stranger = (await makePerson()).actor
  await runs.publish(flow)
  appId = (await saveApp(runs.engineer, app)).id
  const { page } = await dispatchApp(requester, appId, { dispatch: 'create', values: { place: 'Rome' } })
  const executionId = page.executionId ?? ''
  execution = await runs.rest(executionId)
  place = { appId, executionId }
  requestId = page.requestId ?? ''
})

describe('what waits for a group', () => {
  test('is found by its members in the app, and by nobody else', async () => {
    expect(await waitingHere(decider, appId)).toMatchObject([
      { executionId: place.executionId, requester: requester.name },
    ])
    for (const actor of [requester, stranger, runs.engineer])
      expect(await waitingHere(actor, appId)).toEqual([])
  })

  test('shows them its page there, and neither the request nor the run', async () => {
    const page = await executionPage(decider, appId, place.executionId)
    expect(page).toMatchObject({ may: { resume: true }, resume: { inputs: [{ id: 'days' }, { id: 'by' }] } })
    expect([page.request, page.requestId]).toEqual([undefined, undefined])
    await expect(getRequest(decider, requestId)).rejects.toMatchObject(notFound)
    await expect(findExecution(decider, place.executionId, 'execution:read')).rejects.toBeDefined()
    await expect(executionPage(stranger, appId, place.executionId)).rejects.toMatchObject(notFound)
    const hears = [decider, stranger].map((actor) => mayHear(actor, `execution:${place.executionId}`))
    expect(await Promise.all(hears)).toEqual([true, false])
    expect(await mayHear(decider, `request:${requestId}`)).toBe(false)
  })

  test('has a form that is judged for them, and for nobody else', async () => {
    const { states } = await appResumeForm(decider, place, { days: 31, by: 'train' })
    expect(states).toMatchObject([{ problems: [{ inputId: 'days' }] }, { value: 'train', problems: [] }])
    const search = { values: {}, search: { inputId: 'by', text: 'sh' } }
    expect(await appResumeOptions(decider, place, search)).toMatchObject({ options: [{ value: 'ship' }] })
    await expect(appResumeForm(stranger, place, {})).rejects.toMatchObject(notFound)
    await expect(appResumeForm(requester, place, {})).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('files and log of an app', () => {
  test('are those that its blocks show this person now', async () => {
    expect(await (await downloadAppFile(requester, appId, uriOf('plan'))).text()).toBe('To Rome')
    expect(await appFileMetas(decider, appId, uriOf('price'))).toMatchObject({ size: 4 })
    for (const [actor, taskId] of [
      [requester, 'price'],
      [decider, 'plan'],
      [stranger, 'plan'],
    ] as const)
      await expect(appFileMetas(actor, appId, uriOf(taskId))).rejects.toMatchObject(notFound)
    await expect(appFileMetas(requester, appId, `${uriOf('plan')}x`)).rejects.toMatchObject(notFound)
  })

  test('hold the lines of its blocks, whatever is asked for', async () => {
    const { executionId } = place
    const all = await downloadAppLogs(decider, appId, { executionId, taskIds: [] })
    expect(await all.text()).toMatch(/Somebody wants to go/)
    const text = await (await downloadAppLogs(decider, appId, { executionId, taskIds: [] })).text()
    expect(text).not.toMatch(/dear/)
    for (const [actor, taskIds] of [
      [decider, ['doubt']],
      [requester, []],
    ] as const)
      await expect(downloadAppLogs(actor, appId, { executionId, taskIds })).rejects.toMatchObject(notFound)
  })
})

test('who went on with it sees what came of it; the rest of the group does not', async () => {
  const { executionId } = place
  const values = { days: 3, by: 'ship' }
  const { page } = await dispatchApp(decider, appId, { dispatch: `resume:${executionId}`, values })
  expect(page.executionId).toBe(executionId)
  await runs.rest(executionId)
  expect(await executionPage(decider, appId, executionId)).toMatchObject({
    moment: 'SUCCESS',
    may: { resume: false, cancel: false },
  })
  await expect(executionPage(other, appId, executionId)).rejects.toMatchObject(notFound)
  expect(await waitingHere(other, appId)).toEqual([])
  await expect(appFileMetas(decider, appId, uriOf('price'))).rejects.toMatchObject(notFound)
  expect(await appFileMetas(decider, appId, uriOf('plan'))).toMatchObject({ size: 7 })
})
