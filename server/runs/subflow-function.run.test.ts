import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { openApp, validateForm } from '#server/apps/open-app.ts'
import { saveApp } from '#server/apps/save-app.ts'
import { makePerson } from '#tests/harness/people.ts'
import { until } from '#tests/harness/until.ts'
import { startExecution } from './start-execution.ts'
import { namespace, setUpRuns } from './testdata/fixture.ts'

const runs = setUpRuns()

const asked = `
id: centres
namespace: ${namespace}
inputs:
  - { id: region, type: STRING, defaults: eu }
  - { id: fails, type: BOOL, defaults: false }
  - { id: lasts, type: BOOL, defaults: false }
tasks:
  - id: broken
    type: fail
    runIf: "{{ inputs.fails }}"
  - id: long
    type: sleep
    duration: PT5M
    runIf: "{{ inputs.lasts }}"
outputs:
  - { id: names, type: JSON, value: '["{{ inputs.region }}-1", "{{ inputs.region }}-2"]' }
`

const form = (id: string, call: string) => `
id: ${id}
namespace: ${namespace}
inputs:
  - { id: region, type: STRING, defaults: us }
  - id: centre
    type: SELECT
    dependsOn: { inputs: [region] }
    expression: "{{ ${call} }}"
tasks:
  - { id: say, type: log, message: "{{ inputs.centre }}" }
`
const centres = `subflow(namespace='${namespace}', id='centres', inputs={'region': inputs.region}).outputs.names`
const with_ = (inputs: string, more = '') =>
  `subflow(namespace='${namespace}', id='centres', inputs={${inputs}}${more}).outputs.names`

let person: Actor
let made = 0

beforeAll(async () => {
  person = (await makePerson()).actor
  await runs.publish(asked)
})

/** The app of a form whose options are asked for so. */
async function appOf(call: string): Promise<string> {
  const id = `choose-${(made += 1)}`
  await runs.publish(form(id, call))
  const source = `id: ${id}\ntype: app\nnamespace: ${namespace}\nflowId: ${id}\ndisplayName: Choose\n`
  return (await saveApp(runs.engineer, source)).id
}

const stateOf = async (app: string, values: Record<string, unknown> = {}) =>
  (await validateForm(person, app, values)).states.find(({ id }) => id === 'centre')

const optionsOf = async (app: string, values: Record<string, unknown>) =>
  (await stateOf(app, values))?.options?.map(({ value }) => value)

test('the options of an input are the outputs of a flow, which follow the other answers', async () => {
  const app = await appOf(centres)
  await openApp(person, app)
  await until(async () => (await optionsOf(app, { region: 'us' }))?.[0] === 'us-1', 'the flow has answered')
  expect(await optionsOf(app, { region: 'us' })).toEqual(['us-1', 'us-2'])
  await until(
    async () => (await optionsOf(app, { region: 'asia' }))?.[0] === 'asia-1',
    'it has answered anew',
  )
  const flowId = `choose-${made}`
  const call = { namespace, flowId, inputs: { region: 'us', centre: 'us-2' } }
  const { executionId } = await startExecution(runs.engineer, call)
  expect((await runs.rest(executionId)).inputs).toMatchObject({ centre: 'us-2' })
  await expect(
    startExecution(runs.engineer, { ...call, inputs: { region: 'us', centre: 'asia-1' } }),
  ).rejects.toMatchObject({ code: 'invalid', details: [{ path: 'centre' }] })
})

test('the runs are nobody’s request, and few: the same answers are not asked about again', async () => {
  const rows = await db.execution.findMany({
    where: { flowId: 'centres', inputs: { path: ['region'], equals: 'us' } },
  })
  // one for each person, and again where half a minute has passed
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.length).toBeLessThan(6)
  for (const row of rows) expect(row).toMatchObject({ requestId: null, createdById: null, state: 'SUCCESS' })
  expect(rows[0]?.labels).toMatchObject({ 'system.from': 'subflow' })
})

test('a flow that fails, lasts too long, is not there or of another tree gives no options', async () => {
  const wrong = {
    [with_(`'fails': true`)]: 'ended as FAILED',
    [with_(`'lasts': true`, ", timeout='PT1S'")]: 'had not ended after 1 seconds',
    [with_(`'lasts': true`, ", timeout='PT2M'")]: 'at most',
    [`subflow(namespace='${namespace}', id='nothing').outputs.names`]: 'nothing',
    [`subflow(namespace='bank.payouts', id='centres').outputs.names`]: 'may not run',
    [`subflow(id='centres').outputs.names`]: "'namespace' and 'id'",
  }
  for (const [call, why] of Object.entries(wrong)) {
    await appOf(call)
    const start = { namespace, flowId: `choose-${made}`, inputs: { centre: 'x' } }
    await expect(startExecution(runs.engineer, start), call).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(why),
    })
  }
  const long = await db.execution.findFirstOrThrow({
    where: { flowId: 'centres', inputs: { path: ['lasts'], equals: true } },
  })
  await until(
    async () => (await db.execution.findUniqueOrThrow({ where: { id: long.id } })).state === 'KILLED',
    'what took too long is stopped',
  )
})

test('flows that ask each other end', async () => {
  const call = `subflow(namespace='${namespace}', id='mirror').outputs.names`
  await runs.publish(form('mirror', call))
  const start = { namespace, flowId: 'mirror', inputs: { centre: 'x' } }
  await expect(startExecution(runs.engineer, start)).rejects.toMatchObject({ code: 'invalid' })
})
