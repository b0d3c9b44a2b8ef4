import { expect, it } from 'vitest'
import { storable } from './storable.ts'

it('replaces what Postgres cannot store, and nothing else', () => {
  expect(JSON.parse(storable({ a: 'x\u0000y', b: '\ud800', c: ['\udc00\u0000\u0000'] }))).toEqual({
    a: 'x\ufffdy',
    b: '\ufffd',
    c: ['\ufffd\ufffd\ufffd'],
  })
  const kept = { pair: '😀', text: '\\u0000', path: 'C:\\\\ud800', line: 'a\nb\u0001', key: { '\\u0000': 1 } }
  expect(JSON.parse(storable(kept))).toEqual(kept)
})

it('reads a text of a million backslashes once', () => {
  const value = { text: `${'\\'.repeat(1_000_000)}u0000`, bad: '\u0000' }
  expect(JSON.parse(storable(value))).toEqual({ ...value, bad: '\ufffd' })
})
