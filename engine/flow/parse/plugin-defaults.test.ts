import { expect, test } from 'vitest'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { parseFlow } from './parse-flow.ts'

function parsed(defaults: string, tasks: string) {
  const source = `id: a\nnamespace: company.it\npluginDefaults:\n${defaults}tasks:\n${tasks}`
  const { flow, problems, notes } = parseFlow(source, vocabulary)
  return {
    tasks: flow?.tasks ?? [],
    problems: problems.map(({ code, line, message }) => `${code} ${line}: ${message}`),
    notes: notes.map(({ path }) => path),
  }
}

const log = '  - { id: one, type: log, message: hello }\n'
const request = '  - { id: call, type: http.request, uri: https://example.com, headers: { a: own } }\n'

test('a default fills in what a task does not say, whatever its type is called', () => {
  const { tasks, problems } = parsed(
    '  - { type: io.kestra.plugin.core.log.Log, values: { level: WARN, message: default, allowFailure: true } }\n',
    log,
  )
  expect(problems).toEqual([])
  expect(tasks[0]).toMatchObject({ allowFailure: true, properties: { level: 'WARN', message: 'hello' } })
})

test('a forced default wins over the task', () => {
  const { tasks } = parsed('  - { type: log, forced: true, values: { message: forced } }\n', log)
  expect(tasks[0]?.properties.message).toBe('forced')
})

test('the first of two defaults wins; maps are merged', () => {
  const { tasks } = parsed(
    `  - { type: http.request, values: { method: POST, headers: { a: first, b: first } } }
  - { type: http.request, values: { method: PUT, headers: { b: second, c: second } } }
`,
    request,
  )
  expect(tasks[0]?.properties).toMatchObject({
    method: 'POST',
    headers: { a: 'own', b: 'first', c: 'second' },
  })
})

test('the beginning of names fits all types that have the property, at every depth', () => {
  const { tasks, problems, notes } = parsed(
    '  - { type: io.kestra.plugin.core, values: { level: ERROR } }\n',
    `  - id: outer
    type: sequential
    tasks:
      - { id: one, type: log, message: hello }
`,
  )
  expect(problems).toEqual([])
  expect(notes).toEqual([])
  expect(tasks[0]?.branches.tasks?.[0]?.properties.level).toBe('ERROR')
})

test('a wrong value is told where it stands, once', () => {
  const { problems } = parsed('  - { type: log, values: { level: LOUD } }\n', log + log.replace('one', 'two'))
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(/^invalid-value 4: |^wrong-type 4: /)
})

test('a property that the type does not have is refused, used or not', () => {
  const { problems } = parsed('  - { type: return, values: { fromat: x } }\n', log)
  expect(problems).toEqual([
    `unknown-property 4: No property 'fromat' exists in 'return'; did you mean "format"?`,
  ])
})

test('a default that nothing takes is told', () => {
  expect(parsed('  - { type: io.example, values: { region: north } }\n', log)).toMatchObject({
    problems: [],
    notes: ['pluginDefaults[0].type'],
  })
})

test('a task has its own id', () => {
  const { problems } = parsed('  - { type: log, values: { id: same } }\n', log)
  expect(problems).toEqual(['invalid-value 4: The `id` of a task is its own: it has no default'])
})
