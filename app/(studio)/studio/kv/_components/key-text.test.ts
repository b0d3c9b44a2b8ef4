import { expect, test } from 'vitest'
import { readKvText } from '#server/kv/value.ts'
import { holdsStars, isOfType, leftUntil, typedText, wireText } from './key-text.ts'

test.each([
  ['STRING', ' two words '],
  ['STRING', '12'],
  ['STRING', 'true'],
  ['STRING', '{"a": 1'],
  ['NUMBER', '12.5'],
  ['BOOLEAN', 'false'],
  ['DATETIME', '2026-05-01T08:00:00Z'],
  ['DATE', '2026-05-01'],
  ['DURATION', 'PT5M'],
  ['JSON', '{\n  "a": [\n    1,\n    null\n  ]\n}'],
] as const)('%s %j is read by the server as it was meant, and shown as it was typed', (type, text) => {
  expect(isOfType(type, text)).toBe(true)
  const read = readKvText(wireText(type, text))
  expect(read.type).toBe(type)
  expect(typedText(read.value)).toBe(text)
})

test.each([
  ['NUMBER', '1e999'],
  ['NUMBER', ''],
  ['BOOLEAN', 'maybe'],
  ['DATETIME', '2026-05-01T08:00:00'],
  ['DATE', '2026-13-01'],
  ['DURATION', '5 minutes'],
  ['JSON', '12'],
  ['JSON', '{a: 1}'],
] as const)('%s is not %j', (type, text) => {
  expect(isOfType(type, text)).toBe(false)
})

test('a value that holds a secret is known by its stars', () => {
  expect(holdsStars({ token: ['x', 'Bearer ********'] })).toBe(true)
  expect(holdsStars({ stars: '***', none: null, more: 3 })).toBe(false)
})

test('what is left of a life is a second at least', () => {
  const now = Date.parse('2026-05-01T00:00:00Z')
  expect(leftUntil('2026-05-01T01:00:00Z', now)).toBe('PT3600S')
  expect(leftUntil('2026-04-01T00:00:00Z', now)).toBe('PT1S')
})
