import { expect, it } from 'vitest'
import { isPlausible } from './first-bytes.ts'

it.each([
  ['quote.pdf', '%PDF-1.7', true],
  ['quote.PDF', '\n\n%PDF-1.4', true],
  ['quote.pdf', '<html>', false],
  ['photo.jpg', '\x89PNG\r\n\x1a\n', false],
  ['table.xlsx', 'PK\x03\x04', true],
  ['table.xlsx', 'a;b', false],
  ['notes.txt', '%PDF-1.7', true],
  ['no ending', 'x', true],
  ['photo.png', '', false],
])('judges %s by its first bytes', async (name, text, plausible) => {
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0))
  expect(await isPlausible(new File([bytes], name))).toBe(plausible)
})
