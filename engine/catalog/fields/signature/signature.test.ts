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
  [' Nora Winter ', {}, { name: 'Nora Winter' }],
  [{ name: 'Nora' }, {}, { name: 'Nora' }],
  [{ name: ' ', drawing: 'M1 1' }, { drawing: true }, ['required']],
  [{ name: ' ', drawing: 'M1 1' }, {}, undefined],
  [{ name: 'Nora', drawing: 'M1 1L2.5 3' }, { drawing: true }, { name: 'Nora', drawing: 'M1 1L2.5 3' }],
  // time and hash are the server's to say
  [{ name: 'Nora', at: '1999-01-01T00:00:00Z', hash: 'x', personId: 'y' }, {}, { name: 'Nora' }],
  [{ name: 'Nora', drawing: 'M1 1' }, {}, { name: 'Nora' }],
  [{ name: 'Nora', drawing: 'M1 1"/><script>' }, { drawing: true }, ['wrong-type', 'SIGNATURE']],
  [{ name: 'Nora', drawing: `M${'1 '.repeat(20_000)}` }, { drawing: true }, ['wrong-type', 'SIGNATURE']],
  ['x'.repeat(201), {}, ['max-length', 200]],
  [7, {}, ['wrong-type', 'SIGNATURE']],
  [{ drawing: 'M1 1' }, {}, ['wrong-type', 'SIGNATURE']],
])('reads %j with %j', (raw, options, expected) => {
  expect(read(raw, options)).toEqual(expected)
})
