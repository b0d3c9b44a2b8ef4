import { expect, test } from 'vitest'
import type { Input } from '#engine/flow/flow.ts'
import { flatten } from '#engine/flow/inputs/flatten.ts'
import { indexOf, stepsOf } from './layout.ts'

const input = (id: string, type: string, inputs?: Input[]): Input => ({
  id,
  type,
  required: true,
  options: {},
  inputs,
})
const shape = (inputs: Input[]) =>
  stepsOf(flatten(inputs)).map(({ id, members }) => [id, members.map((one) => one.id)])

test('a form without steps is one', () => {
  const group = input('a', 'OBJECT', [input('b', 'STRING')])
  expect(shape([group, input('c', 'INT')])).toEqual([[undefined, ['a', 'a.b', 'c']]])
})

test('what stands between steps is a step of its own', () => {
  const first = input('one', 'FORM', [input('x', 'STRING'), input('in', 'OBJECT', [input('y', 'STRING')])])
  const second = input('two', 'FORM', [input('z', 'STRING')])
  expect(shape([input('a', 'STRING'), first, input('b', 'STRING'), second])).toEqual([
    [undefined, ['a']],
    ['one', ['one.x', 'one.in', 'one.in.y']],
    [undefined, ['b']],
    ['two', ['two.z']],
  ])
})

test('a place stays what it is while other steps come and go', () => {
  const step = (id: string) => input(id, 'FORM', [input('x', 'STRING')])
  const [one, two, three] = stepsOf(flatten([step('one'), input('a', 'STRING'), step('three')]))
  if (!one || !two || !three) throw new Error('There are three steps')
  expect([one, two, three].map(({ place }) => place)).toEqual([0, 1, 2])
  expect([0, 1, 2, 3].map((place) => indexOf(place, [one, two, three]))).toEqual([0, 1, 2, 3])
  expect([0, 1, 2, 3].map((place) => indexOf(place, [one, three]))).toEqual([0, 1, 1, 2])
  expect(indexOf(2, [one, two])).toBe(2)
})
