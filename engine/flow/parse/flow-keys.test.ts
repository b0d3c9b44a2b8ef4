import { expect, test } from 'vitest'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { parseFlow } from './parse-flow.ts'

const head = 'id: a\nnamespace: company.it\n'
const one = 'tasks:\n  - id: one\n    type: log\n    message: hello\n'

function flowOf(source: string) {
  const { flow, problems } = parseFlow(source, vocabulary)
  expect(problems).toEqual([])
  if (!flow) throw new Error('There is no flow')
  return flow
}

const notesOf = (source: string) =>
  parseFlow(source, vocabulary).notes.map(({ kind, path, message }) => `${kind} ${path}: ${message}`)

test('every key of a flow is read, with its defaults', () => {
  const flow = flowOf(`${head}concurrency: { limit: 3 }
retry: { type: constant, interval: PT1S, maxAttempt: 4, behavior: CREATE_NEW_EXECUTION }
sla:
  - { id: late, type: MAX_DURATION, duration: PT1H, behavior: NONE, labels: [{ key: late, value: true }] }
checks:
  - { condition: '{{ inputs.a > 1 }}', message: Too small }
  - { when: '{{ inputs.a < 9 }}', message: Too large, style: WARNING, behavior: CREATE_EXECUTION }
workerGroup: { key: default, fallback: WAIT }
deleted: false
${one}afterExecution:
  - { id: last, type: log, message: done }
`)
  expect(flow).toMatchObject({
    concurrency: { limit: 3, behavior: 'QUEUE' },
    retry: { type: 'constant', maxAttempts: 4, behavior: 'CREATE_NEW_EXECUTION', warningOnRetry: false },
    sla: [{ id: 'late', type: 'MAX_DURATION', duration: 'PT1H', behavior: 'NONE', labels: { late: 'true' } }],
    checks: [
      { condition: '{{ inputs.a > 1 }}', style: 'INFO', behavior: 'BLOCK_EXECUTION' },
      { condition: '{{ inputs.a < 9 }}', style: 'WARNING', behavior: 'CREATE_EXECUTION' },
    ],
    afterExecution: [{ id: 'last', type: 'log' }],
  })
  expect(flow).not.toHaveProperty('workerGroup')
})

test('a flow without the later keys is stored as before', () => {
  const flow = JSON.parse(JSON.stringify(flowOf(head + one)))
  for (const key of ['concurrency', 'sla', 'checks', 'retry', 'afterExecution'])
    expect(flow).not.toHaveProperty(key)
})

test('the one label of the system that a source may carry is no label of executions', () => {
  expect(flowOf(`${head}labels: { system.readOnly: 'true', team: it }\n${one}`).labels).toEqual({
    team: 'it',
  })
})

test('listeners without conditions are tasks after the execution', () => {
  const flow = flowOf(`${head}${one}listeners:
  - tasks: [{ id: first, type: log, message: one }]
  - tasks: [{ id: second, type: log, message: two }]
`)
  expect(flow.afterExecution?.map(({ id }) => id)).toEqual(['first', 'second'])
})

test('ids count through all lists, listeners too', () => {
  const { problems } = parseFlow(
    `${head}${one}listeners:\n  - tasks: [{ id: one, type: log, message: x }]\n`,
    vocabulary,
  )
  expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'duplicate-id listeners[0].tasks[0].id',
  ])
})

test('old names are read and told', () => {
  const source = `${head}inputs:
  - { name: who, type: STRING }
taskDefaults:
  - { type: io.kestra.core.tasks.log.Log, values: { level: WARN } }
tasks:
  - id: one
    type: io.kestra.core.tasks.log.Log
    message: hello
    retry: { type: constant, interval: PT1S, maxAttempt: 3 }
  - id: two
    type: io.kestra.plugin.core.debug.Echo
    format: hello
  - id: three
    type: io.kestra.plugin.core.log.Log
    message: hello
`
  expect(notesOf(source)).toEqual([
    'deprecated inputs[0].name: `name` is an older name of `id`',
    'deprecated taskDefaults: `taskDefaults` is an older name of `pluginDefaults`',
    'info tasks[0]: io.kestra.core.tasks.log.Log is replaced by io.kestra.plugin.core.log.Log',
    'deprecated tasks[0].retry.maxAttempt: `maxAttempt` is an older name of `maxAttempts`',
    'deprecated tasks[1]: io.kestra.plugin.core.debug.Echo is deprecated; write io.kestra.plugin.core.log.Log',
  ])
  expect(flowOf(source).tasks.map(({ properties }) => properties.level)).toEqual(['WARN', 'WARN', 'WARN'])
})
