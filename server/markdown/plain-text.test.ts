import { expect, it } from 'vitest'
import { plainText } from './plain-text.ts'

it.each([
  ['Ask for **something** to be [bought](https://x.example).', 'Ask for something to be bought.'],
  ['# Title\n\nThe first\nparagraph.\n\nThe second.', 'The first paragraph.'],
  ['# Only a title', 'Only a title'],
  ['- one\n- two', 'one two'],
  ['<script>alert(1)</script>\n\nText with <b>markup</b> and `code`.', 'Text with markup and code.'],
  ['![A picture](x.png)', 'A picture'],
  ['', ''],
  ['5 * 3 < 20 & more', '5 * 3 < 20 & more'],
])('%j is %j', (source, text) => {
  expect(plainText(source)).toBe(text)
})
