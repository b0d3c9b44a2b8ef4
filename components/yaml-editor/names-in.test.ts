import { expect, test } from 'vitest'
import { namesIn, taskAt } from './names-in.ts'

const lines = `id: a
inputs:
  - id: who
    type: STRING
tasks:
  - id: first
    type: log
    message: x
  - type: parallel
    id: both
    tasks:
      - { id: left, type: log, message: x }
      - { type: log, id: right, message: x }
errors:
  - id: tell
    type: log
triggers:
  - id: daily
    type: schedule`.split('\n')

test('tasks are found where they stand, and nothing else that has an id', () => {
  const { tasks, inputs, triggers } = namesIn(lines)
  expect(tasks.map(({ id, type, line }) => [id, type, line])).toEqual([
    ['first', 'log', 5],
    ['both', 'parallel', 9],
    ['left', 'log', 11],
    ['right', 'log', 12],
    ['tell', 'log', 14],
  ])
  expect(tasks[0]).toMatchObject({ column: 4 })
  expect([inputs, triggers]).toEqual([['who'], ['schedule']])
})

test('several tasks on a line, and names of variables', () => {
  const text =
    'variables:\n  limit: 3\n  place:\n    city: x\ntasks: [{ id: a, type: log }, { id: b, type: fail }]'
  const { tasks, variables } = namesIn(text.split('\n'))
  expect(tasks.map(({ id, type }) => [id, type])).toEqual([
    ['a', 'log'],
    ['b', 'fail'],
  ])
  expect(variables).toEqual(['limit', 'place'])
})

test('a line belongs to the task around it', () => {
  const at = (line: number) => taskAt(lines, line)
  expect([3, 5, 7, 8, 9, 11, 12, 15, 17].map(at)).toEqual([
    undefined,
    'first',
    'first',
    'both',
    'both',
    'left',
    'right',
    'tell',
    undefined,
  ])
})
