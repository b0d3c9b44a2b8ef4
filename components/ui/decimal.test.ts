import { expect, test } from 'vitest'
import { hasDecimalComma, plainDecimal, writtenDecimal } from './decimal.ts'

test.each([
  ['1200.50', '1200.50'],
  ['1,200.50', '1200.50'],
  ['1,200', '1200'],
  ['1.200,50', '1200.50'],
  ['12,5', '12.5'],
  ['1 200', '1200'],
  ["1'200.50", '1200.50'],
  ['-3,25', '-3.25'],
  ['١٢٣٫٥', '123.5'],
  ['１，２００', '1200'],
  ['\u200b12\u200f', '12'],
  ['−7', '-7'],
  ['twelve', 'twelve'],
  ['1.2.3', '1.2.3'],
  ['', ''],
])('%s reads as %s', (text, expected) => {
  expect(plainDecimal(text)).toBe(expected)
})

test.each([
  ['1.200', '1200'],
  ['1.200,50', '1200.50'],
  ['1,200', '1.200'],
  ['12,', '12.'],
  ['1200.50', '1200.50'],
  ['1,200.50', '1200.50'],
  ['1 200,5', '1200.5'],
  ['zwölf', 'zwölf'],
])('with a decimal comma %s reads as %s', (text, expected) => {
  expect(plainDecimal(text, true)).toBe(expected)
})

test('what was read is written back as its language has it', () => {
  expect([hasDecimalComma('de'), hasDecimalComma('en')]).toEqual([true, false])
  for (const plain of ['1234.567', '-0.5', '1200', 'twelve', '1.2.3', '']) {
    expect(plainDecimal(writtenDecimal(plain, true), true)).toBe(plain)
    expect(writtenDecimal(plain, false)).toBe(plain)
  }
})
