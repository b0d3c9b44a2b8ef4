import { expect, test } from 'vitest'
import { plainDecimal } from './decimal.ts'

test.each([
  ['1200.50', '1200.50'],
  ['1,200.50', '1200.50'],
  ['1,200', '1200'],
  ['1.200,50', '1200.50'],
  ['12,5', '12.5'],
  ['1 200', '1200'],
  ["1'200.50", '1200.50'],
  ['-3,25', '-3.25'],
  ['twelve', 'twelve'],
  ['1.2.3', '1.2.3'],
  ['', ''],
])('%s reads as %s', (text, expected) => {
  expect(plainDecimal(text)).toBe(expected)
})
