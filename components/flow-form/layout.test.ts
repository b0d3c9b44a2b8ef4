import { expect, test } from 'vitest'
import type { Input } from '#engine/flow/flow.ts'
import { flatten } from '#engine/flow/inputs/flatten.ts'
import { stepsOf } from './layout.ts'

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
