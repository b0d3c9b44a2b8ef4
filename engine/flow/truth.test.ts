import { expect, it } from 'vitest'
import { isTrueText } from './truth.ts'

it.each(['false', '0', '-0', '', '  ', '0\n'])('%j is false', (text) => {
  expect(isTrueText(text)).toBe(false)
})

it.each(['true', '1', 'no', '0.0', 'False?', 'null'])('%j is true', (text) => {
  expect(isTrueText(text)).toBe(true)
})
