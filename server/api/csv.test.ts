import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

test.each([
  '=1+1',
  '+1',
  '-1',
  '@x',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1+1',
  '＋1',
  '－1',
  '＠x',
  ' =1',
  '\u00a0=1',
  '\ufeff=1',
])('a spreadsheet takes %j for no formula', (text) => {
  expect(csvLine([text]).replaceAll('"', '')).toBe(`'${text}\r\n`)
})

test('numbers stay numbers, and other texts what they are', () => {
  expect(csvLine([-5, 'a=b', 'a,b', 'say "hi"'])).toBe('-5,a=b,"a,b","say ""hi"""\r\n')
})
