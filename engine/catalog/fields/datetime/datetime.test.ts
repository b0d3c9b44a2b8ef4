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
  ['2019-10-06T18:27:49Z', {}, '2019-10-06T18:27:49Z'],
  ['2019-10-06T20:27:49+02:00', {}, '2019-10-06T18:27:49Z'],
  ['2019-10-06T18:27:49.120Z', {}, '2019-10-06T18:27:49.12Z'],
  ['2026-11-25T14:30Z', {}, '2026-11-25T14:30:00Z'],
  ['2026-11-25T14:30:00', {}, ['wrong-type', 'DATETIME']],
  ['2026-02-30T14:30:00Z', {}, ['wrong-type', 'DATETIME']],
  ['2026-11-25', {}, ['wrong-type', 'DATETIME']],
  [1764081000000, {}, ['wrong-type', 'DATETIME']],
  ['2022-01-01T00:00:00Z', { after: '2023-01-01T00:00:00Z' }, ['after', '2023-01-01T00:00:00Z']],
  ['2023-01-01T00:00:00Z', { before: '2022-12-31T23:00:00-02:00' }, '2023-01-01T00:00:00Z'],
  ['2023-01-01T01:00:01Z', { before: '2022-12-31T23:00:00-02:00' }, ['before', '2023-01-01T01:00:00Z']],
  ['9999-12-31T23:59:59.5Z', {}, '9999-12-31T23:59:59.5Z'],
  ['9999-12-31T23:00:00-05:00', {}, ['wrong-type', 'DATETIME']],
  ['0000-01-01T00:00:00+14:00', {}, ['wrong-type', 'DATETIME']],
])('reads %j with %j', (raw, options, expected) => {
  expect(read(raw, options)).toEqual(expected)
})
