import { expect, test } from 'vitest'
import { cursorOf, instantOf, readCursor } from './cursor.ts'

test('a cursor is read as it was given', () => {
  expect(readCursor(cursorOf(['Chair', 'a1']), 2)).toEqual(['Chair', 'a1'])
})

test.each(['x', cursorOf(['one']), cursorOf(['a\u0000', 'b']), 'WyJcdWQ4MDAiLCJhIl0'])(
  'what no page gave is refused: %s',
  (after) => {
    expect(() => readCursor(after, 2)).toThrow('not a cursor')
  },
)

test.each(['never', '-200000-01-01T00:00:00Z', '+275000-01-01T00:00:00Z'])(
  'no row is as old or as new as %s',
  (text) => {
    expect(() => instantOf(text)).toThrow('not a cursor')
  },
)
