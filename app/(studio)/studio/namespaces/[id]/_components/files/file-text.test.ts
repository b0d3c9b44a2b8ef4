import { expect, test } from 'vitest'
import { readText, writeText } from './file-text.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text).buffer

test.each([
  ['a plain one', 'a\nb\n', 'a\nb\n'],
  ['one from Windows', 'a\r\nb\r\n', 'a\nb\n'],
  ['one with a byte order mark', '\uFEFFa\n', '\uFEFFa\n'],
  ['one in many scripts', 'grüße 你好 👋', 'grüße 你好 👋'],
  ['an empty one', '', ''],
])('%s is shown with line feeds and written back as it was', async (_, kept, shown) => {
  const read = readText(bytesOf(kept))
  expect(read?.text).toBe(shown)
  expect(
    read && new TextDecoder('utf-8', { ignoreBOM: true }).decode(await writeText(read).arrayBuffer()),
  ).toBe(kept)
})

test('one with both ends of lines is written with those of most', () => {
  expect(readText(bytesOf('a\r\nb\r\nc\n'))).toEqual({ text: 'a\nb\nc\n', lineEnd: '\r\n' })
  expect(readText(bytesOf('a\r\nb\nc\n'))).toEqual({ text: 'a\nb\nc\n', lineEnd: '\n' })
})

test.each([
  ['a picture', [0x89, 0x50, 0x4e, 0x47]],
  ['Latin 1', [0x67, 0x72, 0xfc, 0xdf]],
  ['UTF-16', [0x61, 0x00, 0x62, 0x00]],
])('%s is no text', (_, bytes) => {
  expect(readText(new Uint8Array(bytes).buffer)).toBeUndefined()
})
