import { beforeAll, describe, expect, test } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { db } from '#server/db.ts'
import { setUpRuns } from '#server/runs/testdata/fixture.ts'
import type { ExecutionView } from '#server/runs/view.ts'
import { basicOf, makePerson } from '#tests/harness/people.ts'
import { until } from '#tests/harness/until.ts'
import { kestraApi, misfits } from './kestra-api.ts'

const api = kestraApi()
const runs = setUpRuns()
const namespace = 'company.runs'
const key = 'a-key-that-nobody-guesses'
let engineer: { authorization: string }

const flows = [
  `id: whole
namespace: ${namespace}
labels: { team: it }
inputs:
  - { id: who, type: STRING, required: false, defaults: Ada }
variables: { region: north }
tasks:
  - { id: hello, type: io.kestra.plugin.core.log.Log, message: 'Hello {{ inputs.who }}' }
  - { id: value, type: io.kestra.plugin.core.debug.Return, format: '{{ inputs.who }}' }
  - { id: lines, type: io.kestra.plugin.core.log.Fetch }
outputs:
  - { id: who, type: STRING, value: '{{ outputs.value.value }}' }
triggers:
  - { id: hourly, type: io.kestra.plugin.core.trigger.Schedule, cron: '0 * * * *' }
  - { id: called, type: io.kestra.plugin.core.trigger.Webhook, key: ${key} }`,
  `id: fails
namespace: ${namespace}
tasks:
  - { id: no, type: io.kestra.plugin.core.execution.Fail }`,
  `id: asks
namespace: ${namespace}
tasks:
  - id: wait
    type: io.kestra.plugin.core.flow.Pause
    onResume: [{ id: reason, type: STRING }]`,
  `id: slow
namespace: ${namespace}
concurrency: { limit: 1, behavior: QUEUE }
tasks:
  - { id: wait, type: io.kestra.plugin.core.flow.Sleep, duration: PT10M }`,
]

interface Reply {
  status: number
  answer: unknown
}

async function call(method: string, path: string, body?: BodyInit): Promise<Reply> {
  const isJson = typeof body === 'string' && /^[[{"]/.test(body)
  const headers: Record<string, string> = { ...engineer }
  if (isJson) headers['content-type'] = 'application/json'
  const url = `http://localhost/api/v1/main${path}`
  const response = await dispatch(new Request(url, { method, headers, body }))
  const text = await response.text()
  expect(response.status, `${method} ${path}: ${text.slice(0, 300)}`).toBeLessThan(300)
  const answers = response.headers.get('content-type')?.includes('json') === true
  return { status: response.status, answer: answers ? JSON.parse(text) : undefined }
}

/** By name: an execution that has come to rest. */
const ids = new Map<string, string>()

async function start(name: string, flowId: string): Promise<void> {
  const { answer } = await call('POST', `/executions/${namespace}/${flowId}?wait=true`)
  ids.set(name, (answer as ExecutionView).id)
}

async function isIn(name: string, state: string): Promise<boolean> {
  return (await db.execution.count({ where: { id: ids.get(name), state } })) === 1
}

beforeAll(async () => {
  engineer = basicOf(await makePerson({ roles: ['engineer', 'admin'] }))
  for (const source of flows) await runs.publish(source)
  for (const name of ['first', 'second', 'third', 'fourth', 'fifth']) await start(name, 'whole')
  for (const name of ['failed', 'failed-too', 'failed-many']) await start(name, 'fails')
  for (const name of ['asking', 'asking-too', 'asking-much', 'asking-more']) await start(name, 'asks')
  for (const name of ['slow', 'queued', 'queued-too']) {
    const { answer } = await call('POST', `/executions/${namespace}/slow`)
    ids.set(name, (answer as ExecutionView).id)
  }
  await until(() => isIn('slow', 'RUNNING'), 'the slow one runs')
  await until(() => isIn('queued-too', 'QUEUED'), 'the others wait for it')
  await call('PUT', `/namespaces/${namespace}/kv/colour`, '"red"')
})

function form(values: Record<string, string> = { who: 'Eve' }): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(values)) data.append(name, value)
  return data
}

function filed(): FormData {
  const data = new FormData()
  data.append('fileContent', new Blob(['SELECT 1']), 'query.sql')
  return data
}

const list =
  (...names: string[]) =>
  () =>
    JSON.stringify(names.map((name) => ids.get(name)))
const label = '[{"key":"colour","value":"red"}]'
const trigger = { namespace, flowId: 'whole', triggerId: 'hourly' }
const backfill = { ...trigger, backfill: { start: '2026-01-01T00:00:00Z', end: '2026-01-01T03:00:00Z' } }
const limit = { namespace, flowId: 'slow', running: 2 }
const nobody = '/by-query?filters[namespace][EQUALS]=company.nobody'
const hook = `/executions/webhook/${namespace}/whole/${key}`
const ofHook = '/executions/webhook/{namespace}/{id}/{key}'
const one = '/executions/{executionId}'
const files = `/namespaces/${namespace}/files`
const ofFiles = '/namespaces/{namespace}/files'

type Body = string | (() => string) | (() => FormData)

/** Method, path in the document, path called (`<name>` is an execution's id), body; in this order. */
const calls: readonly (readonly [string, string, string, Body?])[] = [
  ['GET', '/executions/search', '/executions/search?size=50'],
  ['GET', '/executions', `/executions?namespace=${namespace}&flowId=whole`],
  ['GET', one, '/executions/<first>'],
  ['GET', `${one}/graph`, '/executions/<first>/graph'],
  ['GET', `${one}/flow`, '/executions/<first>/flow'],
  ['GET', `${one}/file/metas`, '/executions/<first>/file/metas?path=<file>'],
  ['GET', '/executions/flows/{namespace}/{flowId}', `/executions/flows/${namespace}/asks`],
  ['GET', '/executions/namespaces', '/executions/namespaces'],
  ['GET', '/executions/namespaces/{namespace}/flows', `/executions/namespaces/${namespace}/flows`],
  ['GET', '/executions/distinct-field-values', '/executions/distinct-field-values?field=STATE'],
  ['POST', '/executions/latest', '/executions/latest', `[{"namespace":"${namespace}","id":"whole"}]`],
  ['POST', '/executions/{namespace}/{id}', `/executions/${namespace}/whole?labels=a:b`, () => form()],
  ['POST', `${one}/actions/eval`, '/executions/<first>/actions/eval', '{{ inputs.who }}'],
  ['POST', `${one}/actions/eval/{taskRunId}`, '/executions/<first>/actions/eval/<task>', '{{ task.id }}'],
  ['POST', `${one}/actions/labels`, '/executions/<first>/actions/labels', label],
  ['POST', `${one}/actions/change-status`, '/executions/<first>/actions/change-status?status=WARNING'],
  ['POST', `${one}/actions/replay`, '/executions/<first>/actions/replay'],
  [
    'POST',
    `${one}/actions/replay-with-inputs`,
    '/executions/<first>/actions/replay-with-inputs',
    () => form(),
  ],
  ['POST', `${one}/actions/restart`, '/executions/<failed>/actions/restart'],
  ['POST', `${one}/actions/state`, '/executions/<failed-too>/actions/state', '<failed-task>'],
  ['POST', `${one}/actions/resume`, '/executions/<asking>/actions/resume', () => form({ reason: 'so' })],
  ['POST', `${one}/actions/force-run`, '/executions/<queued>/actions/force-run'],
  ['POST', `${one}/actions/pause`, '/executions/<slow>/actions/pause'],
  ['POST', `${one}/actions/unqueue`, '/executions/<queued-too>/actions/unqueue?state=CANCELLED'],
  ['DELETE', `${one}/actions/kill`, '/executions/<asking-too>/actions/kill'],
  ['POST', '/executions/labels/by-ids', '/executions/labels/by-ids', labelled],
  [
    'POST',
    '/executions/change-status/by-ids',
    '/executions/change-status/by-ids?newStatus=FAILED',
    list('second'),
  ],
  ['POST', '/executions/replay/by-ids', '/executions/replay/by-ids', list('second')],
  ['POST', '/executions/restart/by-ids', '/executions/restart/by-ids', list('failed-many')],
  ['DELETE', '/executions/kill/by-ids', '/executions/kill/by-ids', list('asking-much')],
  ['POST', '/executions/labels/by-query', `/executions/labels${nobody}`, label],
  ['POST', '/executions/change-status/by-query', `/executions/change-status${nobody}&newStatus=FAILED`],
  ['POST', '/executions/force-run/by-query', `/executions/force-run${nobody}`],
  ['POST', '/executions/pause/by-query', `/executions/pause${nobody}`],
  ['POST', '/executions/replay/by-query', `/executions/replay${nobody}`],
  ['POST', '/executions/restart/by-query', `/executions/restart${nobody}`],
  ['POST', '/executions/resume/by-query', `/executions/resume${nobody}`],
  ['POST', '/executions/unqueue/by-query', `/executions/unqueue${nobody}`],
  ['DELETE', '/executions/kill/by-query', `/executions/kill${nobody}`],
  ['GET', ofHook, hook],
  ['POST', ofHook, hook, '{"a":1}'],
  ['PUT', ofHook, hook, '{"a":1}'],
  ['GET', '/logs/search', '/logs/search?size=50'],
  ['GET', '/logs/{executionId}', '/logs/<first>'],
  ['GET', '/metrics/{executionId}', '/metrics/<first>'],
  ['GET', '/metrics/names/{namespace}/{flowId}', `/metrics/names/${namespace}/whole`],
  ['GET', '/metrics/names/{namespace}/{flowId}/{taskId}', `/metrics/names/${namespace}/whole/value`],
  ['GET', '/metrics/tasks/{namespace}/{flowId}', `/metrics/tasks/${namespace}/whole`],
  [
    'GET',
    '/metrics/aggregates/{namespace}/{flowId}/{metric}',
    `/metrics/aggregates/${namespace}/whole/length`,
  ],
  [
    'GET',
    '/metrics/aggregates/{namespace}/{flowId}/{taskId}/{metric}',
    `/metrics/aggregates/${namespace}/whole/value/length`,
  ],
  ['GET', '/outputs/{executionId}', '/outputs/<first>'],
  ['GET', '/outputs/{executionId}/{taskRunId}', '/outputs/<first>/<task>'],
  ['GET', '/kv', '/kv?filters[q][EQUALS]=col'],
  ['GET', '/namespaces/{namespace}/kv/inheritance', `/namespaces/${namespace}/kv/inheritance`],
  ['GET', '/namespaces/{namespace}/kv/{key}', `/namespaces/${namespace}/kv/colour`],
  ['DELETE', '/namespaces/{namespace}/kv', `/namespaces/${namespace}/kv`, '{"keys":["colour"]}'],
  ['DELETE', '/namespaces/{namespace}/kv/{key}', `/namespaces/${namespace}/kv/colour`],
  ['POST', ofFiles, `${files}?path=/sql/query.sql`, () => filed()],
  ['GET', `${ofFiles}/directory`, `${files}/directory?path=/sql`],
  ['GET', `${ofFiles}/stats`, `${files}/stats?path=/sql/query.sql`],
  ['GET', `${ofFiles}/revisions`, `${files}/revisions?path=/sql/query.sql`],
  ['GET', `${ofFiles}/search`, `${files}/search?q=query`],
  ['POST', `${ofFiles}/directory`, `${files}/directory?path=/new`],
  ['PUT', ofFiles, `${files}?from=/sql/query.sql&to=/new/query.sql`],
  ['GET', ofFiles, `${files}?path=/new/query.sql`],
  ['DELETE', ofFiles, `${files}?path=/new`],
  ['GET', '/namespaces/search', '/namespaces/search?existing=true'],
  ['POST', '/namespaces/autocomplete', '/namespaces/autocomplete', '{"q":"company"}'],
  ['GET', '/triggers/search', '/triggers/search'],
  ['GET', '/triggers/{namespace}/{flowId}', `/triggers/${namespace}/whole`],
  ['PUT', '/triggers/set-disabled', '/triggers/set-disabled', JSON.stringify({ ...trigger, disabled: true })],
  [
    'POST',
    '/triggers/set-disabled/by-triggers',
    '/triggers/set-disabled/by-triggers',
    JSON.stringify({ triggers: [trigger], disabled: false }),
  ],
  ['POST', '/triggers/set-disabled/by-query', `/triggers/set-disabled${nobody}&disabled=true`],
  ['POST', '/triggers/unlock/by-query', `/triggers/unlock${nobody}`],
  ['POST', '/triggers/unlock/by-triggers', '/triggers/unlock/by-triggers', JSON.stringify([trigger])],
  ['PUT', '/triggers/backfill/create', '/triggers/backfill/create', JSON.stringify(backfill)],
  ['POST', '/triggers/backfill/delete', '/triggers/backfill/delete', JSON.stringify(trigger)],
  [
    'POST',
    '/triggers/{namespace}/{flowId}/{triggerId}/restart',
    `/triggers/${namespace}/whole/hourly/restart`,
  ],
  ['GET', '/concurrency-limit/search', '/concurrency-limit/search'],
  [
    'PUT',
    '/concurrency-limit/{namespace}/{flowId}',
    `/concurrency-limit/${namespace}/slow`,
    JSON.stringify(limit),
  ],
  ['DELETE', '/executions/by-ids', '/executions/by-ids', list('fourth')],
  ['DELETE', '/executions/by-query', '/executions/by-query?filters[executionId][EQUALS]=<fifth>'],
  ['POST', '/executions/{namespace}/{id}/validate', `/executions/${namespace}/asks/validate`, () => form()],
]

/** Answers that the document draws otherwise, each with the reason. */
const differs: Readonly<Record<string, string>> = {
  'GET /triggers/search': '`when` is drawn as required; a trigger is shown as its author wrote it',
  'POST /executions/{namespace}/{id}/validate':
    'drawn as a stream of one answer, which clients read as just that',
}

function labelled(): string {
  return JSON.stringify({ executionsId: [ids.get('third')], executionLabels: JSON.parse(label) as unknown })
}

/** Names in angle brackets as what they stand for. */
async function filled(text: string): Promise<string> {
  const execution = async (name: string) => {
    const { answer } = await call('GET', `/executions/${ids.get(name) ?? ''}`)
    return answer as ExecutionView
  }
  let told = text
  if (text.includes('<task>'))
    told = told.replace('<task>', (await execution('first')).taskRunList.at(1)?.id ?? '')
  if (text.includes('<file>'))
    told = told.replace('<file>', String((await execution('first')).taskRunList.at(2)?.outputs?.uri))
  if (text.includes('<failed-task>')) {
    const taskRunId = (await execution('failed-too')).taskRunList.at(0)?.id
    told = told.replace('<failed-task>', JSON.stringify({ taskRunId, state: 'SUCCESS' }))
  }
  return told.replace(/<([\w-]+)>/g, (_, name: string) => ids.get(name) ?? '')
}

describe.runIf(api)('answers about runs have the shapes that clients were made for', () => {
  test.each(calls.map((row) => [`${row[0]} ${row[1]}`, row] as const))(
    '%s',
    async (name, [method, path, called, body]) => {
      if (!api) return
      const given = typeof body === 'string' ? await filled(body) : body?.()
      const { answer } = await call(method, await filled(called), given)
      const found = misfits(api, { method, path, answer })
      if (name in differs) expect(found).not.toEqual([])
      else expect(found).toEqual([])
    },
  )
})
