import { CompletionContext } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import { expect, test } from 'vitest'
import { languageOf } from '#engine/flow/language.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { completionOf } from './completion.ts'
import { docsAt } from './hover.ts'

const language = languageOf(vocabulary)
const keysOf = (namespace: string) => Promise.resolve(namespace === 'a.b' ? ['last_run', 'rate'] : [])

const calendars = () => Promise.resolve([{ slug: 'business', name: 'Business days' }])

/** What is suggested at `|` of a document. */
async function suggested(source: string): Promise<string[]> {
  const pos = source.lastIndexOf('|')
  const doc = source.slice(0, pos) + source.slice(pos + 1)
  const context = new CompletionContext(EditorState.create({ doc }), pos, true)
  const found = await completionOf(language, { keysOf, calendars })(context)
  return found?.options.map(({ label }) => label) ?? []
}

const flow = (rest: string) => `id: x
namespace: a.b
inputs:
  - { id: who, type: STRING }
  - id: place.city
    type: STRING
variables:
  limit: 3
tasks:
  - id: first
    type: io.kestra.plugin.core.debug.Return
    format: x
${rest}`

test('types, and their long names to who begins to write one', async () => {
  expect(await suggested('tasks:\n  - id: a\n    type: |')).toContain('log')
  const long = await suggested('tasks:\n  - id: a\n    type: io.kestra.plugin.core.l|')
  expect(long).toContain('io.kestra.plugin.core.log.Log')
  expect(long.some((name) => name.startsWith('io.kestra.core.tasks.'))).toBe(false)
  expect(await suggested('triggers:\n  - id: a\n    type: |')).toEqual(
    expect.arrayContaining(['schedule', 'webhook']),
  )
})

test.each([
  [
    'of a task by its old name',
    'tasks:\n  - id: a\n    type: io.kestra.core.tasks.log.Log\n    |',
    'message',
  ],
  ['that every task has', 'tasks:\n  - id: a\n    type: log\n    |', 'retry'],
  ['of a retry', 'tasks:\n  - id: a\n    type: log\n    retry:\n      |', 'maxAttempts'],
  ['of what is done in the end', 'afterExecution:\n  - id: a\n    type: log\n    |', 'message'],
  [
    'of a task beside those that it waits for',
    'tasks:\n  - id: a\n    type: dag\n    tasks:\n      - |',
    'dependsOn',
  ],
  [
    'of a task that waits for others',
    'tasks:\n  - id: a\n    type: dag\n    tasks:\n      - task:\n          id: b\n          type: log\n          |',
    'message',
  ],
  [
    'of a task in a case',
    'tasks:\n  - id: a\n    type: switch\n    cases:\n      yes:\n        - id: b\n          type: log\n          |',
    'message',
  ],
  ['of an input of a pause', 'tasks:\n  - id: a\n    type: pause\n    onResume:\n      - |', 'displayName'],
  ['of a task in braces', 'tasks:\n  - { id: a, type: log, |', 'message'],
  ['of a condition', 'triggers:\n  - id: a\n    type: schedule\n    conditions:\n      - |', 'type'],
])('properties %s', async (_, source, name) => {
  expect(await suggested(source)).toContain(name)
})

test('values of properties, in lists too', async () => {
  expect(await suggested('tasks:\n  - id: a\n    type: log\n    level: |')).toContain('WARN')
  expect(await suggested('tasks:\n  - id: a\n    type: log\n    retry:\n      type: |')).toEqual([
    'constant',
    'exponential',
    'random',
  ])
  expect(await suggested('triggers:\n  - id: a\n    type: schedule\n    stopAfter: [FAILED, |')).toContain(
    'KILLED',
  )
  expect(await suggested('triggers:\n  - id: a\n    type: schedule\n    stopAfter:\n      - |')).toContain(
    'KILLED',
  )
})

test('ids where others are named', async () => {
  const dag = flow(`  - id: all
    type: dag
    tasks:
      - task: { id: one, type: log, message: x }
      - task: { id: two, type: log, message: x }
        dependsOn: [|]`)
  expect(await suggested(dag)).toEqual(expect.arrayContaining(['one', 'two']))
  const input =
    'inputs:\n  - id: a\n    type: INT\n  - id: b\n    type: INT\n    dependsOn:\n      inputs: [|'
  expect(await suggested(input)).toEqual(['a', 'b'])
  expect(await suggested(`${flow('')}stages:\n  - id: s\n    tasks:\n      - |`)).toContain('first')
})

test('names in templates', async () => {
  const at = (template: string) =>
    suggested(
      flow(`  - id: my-task\n    type: log\n    message: ${template}\n  - id: later\n    type: log\n`),
    )
  expect(await at('"{{ |')).toEqual(expect.arrayContaining(['inputs', 'outputs', 'taskrun', 'now', 'kv']))
  expect(await at('"{{ inputs.|')).toEqual(['who', 'place'])
  expect(await at('"{{ inputs.place.|')).toEqual(['city'])
  expect(await at('"{{ vars.|')).toEqual(['limit'])
  expect(await at('"{{ outputs.|')).toEqual(['first'])
  expect(await at('"{{ outputs.first.|')).toContain('value')
  expect(await at('"{{ execution.|')).toContain('startDate')
  expect(await at('"{{ inputs.who | |')).toContain('upper')
  expect(await at('"{{ inputs.who is |')).toContain('empty')
  expect(await at('"{{ kv(\'|')).toEqual(['last_run', 'rate'])
})

test('answers that a task asks for while it waits', async () => {
  const asks = (after: string) =>
    flow(
      `  - id: budget\n    type: approval\n    inputs:\n      - id: centre\n        type: SELECT\n      - { id: why, type: STRING }\n  - id: wait\n    type: pause\n    onResume:\n      - { id: days, type: INT }\n  - id: last\n    type: log\n    message: ${after}`,
    )
  expect(await suggested(asks('"{{ outputs.budget.inputs.|'))).toEqual(['centre', 'why'])
  expect(await suggested(asks('"{{ outputs.wait.onResume.|'))).toEqual(['days'])
  expect(await suggested(asks('"{{ outputs.|'))).toEqual(['first', 'budget', 'wait'])
})

test('names in templates of several lines', async () => {
  const source = flow(
    '  - id: last\n    type: log\n    message: >\n      Dear {{ inputs.who }},\n      {{ outputs.^',
  )
  const pos = source.indexOf('^')
  const doc = source.slice(0, pos)
  const context = new CompletionContext(EditorState.create({ doc }), pos, true)
  const found = await completionOf(language, {})(context)
  expect(found?.options.map(({ label }) => label)).toEqual(['first'])
})

test('what a word means where the mouse rests', () => {
  const source = flow('  - id: last\n    type: log\n    message: "{{ now() | upper }}"').split('\n')
  const line = source.length - 1
  const text = source[line] ?? ''
  const docs = (word: string, at = line, in_ = text) =>
    docsAt(language, source, { line: at, from: in_.indexOf(word), to: in_.indexOf(word) + word.length })
  expect(docs('message')?.text).toBeTruthy()
  expect(docs('now')?.text).toContain('present time')
  expect(docs('upper')?.title).toBe('upper')
  expect(docs('log', line - 1, source[line - 1])?.title).toBe('Log')
  expect(docs('inputs', 2, source[2])?.title).toBe('inputs')
})

test('calendars where a due date names one, and nowhere else', async () => {
  const approval = 'tasks:\n  - id: a\n    type: approval\n'
  expect(await suggested(`${approval}    due:\n      in: P2D\n      calendar: b|`)).toEqual(['business'])
  expect(await suggested(`${approval}    due: { in: P2D, calendar: | }`)).toEqual(['business'])
  expect(await suggested(`${approval}    calendar: |`)).toEqual([])
  expect(await suggested(`${approval}    due:\n      in: |`)).not.toContain('business')
})
