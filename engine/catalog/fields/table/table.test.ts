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
  [[{ a: 1 }], {}, [{ a: 1 }]],
  ['[{"a": 1}]', {}, [{ a: 1 }]],
  [[], {}, undefined],
  [[], { minRows: 1 }, ['min-items', 1]],
  [[{}, {}], { maxRows: 1 }, ['max-items', 1]],
  [[1], {}, ['wrong-type', 'TABLE']],
  [{ a: 1 }, {}, ['wrong-type', 'TABLE']],
])('reads %j with %j', (raw, options, expected) => {
  expect(read(raw, options)).toEqual(expected)
})
