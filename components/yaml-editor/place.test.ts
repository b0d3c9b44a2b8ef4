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

test('templates that are open', () => {
  expect(templateBefore('message: {{ inputs.')).toBe(' inputs.')
  expect(templateBefore('message: {{ inputs.a }} ')).toBeUndefined()
  expect(templateBefore('message: plain')).toBeUndefined()
})
