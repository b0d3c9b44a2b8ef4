import { expect, test } from 'vitest'
import { plainText } from './plain-text.ts'
import { markdownToHtml } from './to-html.ts'

test('Markdown becomes HTML', () => {
  expect(markdownToHtml('**Please** see\n\n- one\n- two')).toBe(
    '<p><strong>Please</strong> see</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>',
  )
})

test('links open in a new tab and keep their text', () => {
  expect(markdownToHtml('[the "quote"](https://example.com/?a=1&b=2)')).toBe(
    '<p><a href="https://example.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">the &quot;quote&quot;</a></p>',
  )
})

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt&colon;alert(1))',
  '![x](data:text/html;base64,PHNjcmlwdD4=)',
  '<a href="x" onclick="alert(1)">x</a>',
  '"><svg/onload=alert(1)>',
])('nothing that could run comes through: %s', (source) => {
  const html = markdownToHtml(source)
  expect(html).not.toMatch(/<script|<svg|<[^>]*\son\w+=|href="javascript|src="data/i)
})

test.each([
  ['quotes in one another', '> '.repeat(5_000)],
  ['quotes without blanks', '>'.repeat(10_000)],
  ['lists in one another', '- '.repeat(5_000)],
  ['numbered lists in one another', '1. '.repeat(3_000)],
  ['quotes and lists in one another', '> - 1) '.repeat(1_500)],
])('%s are read to a depth that ends', (_, marks) => {
  expect(markdownToHtml(`Before\n\n${marks}within\n\nAfter`)).toMatch(/^<p>Before<.*within.*After<\/p>$/s)
  expect(plainText(`${marks.slice(0, 4_000)}within`)).toContain('within')
})

test('a text of thousands of headings is shown cut, and says so', () => {
  const html = markdownToHtml('a\n-\n\n'.repeat(10_000))
  expect(html.match(/<h2>/g)?.length).toBeLessThan(500)
  expect(html).toContain('…')
  expect(markdownToHtml('a\n-\n\n'.repeat(10))).not.toContain('…')
})
