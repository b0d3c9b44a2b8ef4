import { expect, test } from 'vitest'
import { tagsOfText, textOfTags } from './secret-tags.ts'

test.each([
  ['', []],
  ['env: prod', [{ key: 'env', value: 'prod' }]],
  [
    ' alone \n\nurl: https://x.example:8443',
    [
      { key: 'alone', value: '' },
      { key: 'url', value: 'https://x.example:8443' },
    ],
  ],
  [': nothing', undefined],
  [`${'k'.repeat(101)}: v`, undefined],
  ['k\n'.repeat(51), undefined],
])('%j is read', (text, tags) => {
  expect(tagsOfText(text)).toEqual(tags)
})

test('what was read is written the same', () => {
  const text = 'env: prod\nalone'
  expect(textOfTags(tagsOfText(text) ?? [])).toBe(text)
})
