import { expect, it } from 'vitest'
import type { Input } from '#engine/flow/flow.ts'
import check from './check.ts'
import spec from './spec.ts'

const read = (raw: unknown, options: object = {}) => {
  const input = { id: 'x', type: spec.type, required: true, options: spec.options.parse(options) } as Input
  const result = check.read(raw, input)
  return 'problem' in result ? [result.problem.code, ...Object.values(result.problem.params)] : result.value
}

it.each([
  [['a', 'b'], { values: ['a', 'b'] }, ['a', 'b']],
  ['["b"]', { values: ['a', 'b'] }, ['b']],
  ['b', { values: ['a', 'b'] }, ['b']],
  [[1, 1], { values: [1, 2] }, ['1']],
  [[], { values: ['a'] }, undefined],
  [undefined, { values: ['a', 'b'], autoSelectFirst: true }, ['a']],
  [['c'], { values: ['a', 'b'] }, ['not-an-option', 'a, b']],
  [['c'], { values: ['a'], allowCustomValue: true }, ['c']],
  [['a', 'b'], { values: ['a', 'b'], maxItems: 1 }, ['max-items', 1]],
  [['a'], { values: ['a', 'b'], minItems: 2 }, ['min-items', 2]],
  [[{}], { values: ['a'] }, ['wrong-type', 'MULTISELECT']],
  ['["a"', { values: ['a'] }, ['wrong-type', 'MULTISELECT']],
])('reads %j with %j', (raw, options, expected) => {
  expect(read(raw, options)).toEqual(expected)
})

it('takes what stands in a cell of a spreadsheet, and nothing from an empty one', () => {
  const column = { options: {}, choices: [{ label: 'Mail and calendar', value: 'mail' }] }
  const plain = (text: string) => text
  expect(check.fromText?.('mail and Calendar; erp;', column, plain)).toEqual(['mail', 'erp'])
  expect(check.fromText?.('', column, plain)).toBe('')
})
