import { expect, test } from 'vitest'
import { placeAt, templateBefore } from './place.ts'

/** The place of `|` in a document. */
function at(source: string) {
  const lines = source.split('\n')
  const line = lines.findIndex((text) => text.includes('|'))
  const column = lines[line]?.indexOf('|') ?? 0
  return placeAt(
    lines.map((text) => text.replace('|', '')),
    line,
    column,
  )
}

test('a key at the root knows what the document has already', () => {
  expect(at('id: x\nnamespace: a.b\nta|')).toMatchObject({
    path: [],
    text: 'ta',
    siblings: ['namespace', 'id'],
  })
})

test('a key of a task knows its type, written above or below', () => {
  expect(at('tasks:\n  - id: a\n    type: log\n    m|')).toMatchObject({
    path: ['tasks', '[]'],
    types: [undefined, 'log'],
    text: 'm',
  })
  expect(at('tasks:\n- id: a\n  m|\n  type: log\n- id: b\n  type: fail')).toMatchObject({
    path: ['tasks', '[]'],
    types: [undefined, 'log'],
  })
})

test('the first key of an item belongs to the list', () => {
  expect(at('tasks:\n  - t|')).toMatchObject({ path: ['tasks', '[]'], text: 't', siblings: [] })
})

test('values are told from keys', () => {
  expect(at('tasks:\n  - id: a\n    type: ht|')).toMatchObject({
    key: 'type',
    text: 'ht',
    path: ['tasks', '[]'],
  })
})

test('tasks within tasks keep their whole path', () => {
  const source = 'tasks:\n  - id: a\n    type: if\n    then:\n      - id: b\n        type: log\n        |'
  expect(at(source)).toMatchObject({ path: ['tasks', '[]', 'then', '[]'], types: [undefined, 'if', 'log'] })
})

test('maps within a task', () => {
  expect(at('tasks:\n  - id: a\n    type: approval\n    rules:\n      no|')).toMatchObject({
    path: ['tasks', '[]', 'rules'],
    types: [undefined, 'approval', undefined],
  })
})

test('maps in braces', () => {
  const item = at('tasks:\n  - { id: a, type: log, m| }')
  expect(item).toMatchObject({ path: ['tasks', '[]'], types: [undefined, 'log'], text: 'm' })
  expect(item.key).toBeUndefined()
  expect(at('tasks:\n  - { id: a, type: lo|')).toMatchObject({ key: 'type', text: 'lo' })
  expect(at('tasks:\n  - task: { id: a, type: log, level: |, message: x }')).toMatchObject({
    path: ['tasks', '[]', 'task'],
    types: [undefined, undefined, 'log'],
    key: 'level',
    text: '',
    siblings: ['id', 'type', 'level', 'message'],
  })
})

test('a template that was left open ends where its text does', () => {
  expect(templateBefore(['  message: {{ inputs.', '  ty'])).toBe(' inputs.\n  ty')
  expect(templateBefore(['    message: {{ inputs.', '  - id'])).toBeUndefined()
  expect(templateBefore(['  message: {{ inputs.', '  type: '])).toBeUndefined()
})

test('templates that are open', () => {
  expect(templateBefore(['message: {{ inputs.'])).toBe(' inputs.')
  expect(templateBefore(['message: {{ inputs.a }} '])).toBeUndefined()
  expect(templateBefore(['message: plain'])).toBeUndefined()
  expect(templateBefore(['message: |', '  {{ inputs.a', '    | up'])).toBe(' inputs.a\n    | up')
})
