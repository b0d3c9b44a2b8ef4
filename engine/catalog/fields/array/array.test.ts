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
  ['[1, 2, 3]', { itemType: 'INT' }, [1, 2, 3]],
  [['a'], { itemType: 'STRING' }, ['a']],
  ['alone', { itemType: 'STRING' }, ['alone']],
  [[], { itemType: 'STRING' }, []],
  ['[1', { itemType: 'INT' }, ['wrong-type', 'ARRAY']],
  [{ a: 1 }, { itemType: 'INT' }, ['wrong-type', 'ARRAY']],
  [['a'], { itemType: 'STRING', minItems: 2 }, ['min-items', 2]],
  [['a', 'b'], { itemType: 'STRING', maxItems: 1 }, ['max-items', 1]],
])('reads %j with %j', (raw, options, expected) => {
  expect(read(raw, options)).toEqual(expected)
})
