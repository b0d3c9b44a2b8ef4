import { describe, expect, it } from 'vitest'
import { matchColumns, readDelimited, readPasted, separatorOf } from './read-delimited.ts'
import { filled, isUntouched, moved, newRow, rowsOf } from './rows.ts'

describe('text with separators', () => {
  it.each([
    [
      'a\tb\nc\td',
      '\t',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a;"b;\n""c"""\r\nd;e\r\n',
      ';',
      [
        ['a', 'b;\n"c"'],
        ['d', 'e'],
      ],
    ],
    [
      '\ufeffa,b\n\n , \nc,',
      ',',
      [
        ['a', 'b'],
        ['c', ''],
      ],
    ],
    ['a"b\tc', '\t', [['a"b', 'c']]],
    ['"open\tend', '\t', [['open\tend']]],
    ['', ',', []],
  ])('%j by %j', (text, separator, lines) => {
    expect(readDelimited(text, separator)).toEqual(lines)
  })

  it.each([
    ['a;b;c\n1,5;2;3', ';'],
    ['a,b', ','],
    ['a\tb,c\td', '\t'],
    ['"x;y",b', ','],
    ['alone', '\t'],
  ])('%j is separated by %j', (text, separator) => {
    expect(separatorOf(text)).toBe(separator)
  })

  it('of one cell is no table', () => {
    expect(readPasted('just words, and more; yes')).toBeUndefined()
    expect(readPasted('one line\n')).toBeUndefined()
    expect(readPasted('"two\nlines"\n')).toBeUndefined()
    expect(readPasted('a\tb')).toEqual([['a', 'b']])
    expect(readPasted('a\nb')).toEqual([['a'], ['b']])
  })
})

const columns = [
  { id: 'article', label: 'Article', defaults: undefined },
  { id: 'amount', label: 'Number of pieces', defaults: 1 },
]

it('columns of a file are found by id or label, whatever their order', () => {
  const matched = matchColumns(
    [['Colour', 'number of PIECES ', ' article'], ['red', '2', 'Desk'], ['blue']],
    columns,
  )
  expect(matched).toEqual({
    lines: [
      ['Desk', '2'],
      ['', ''],
    ],
    unknown: ['Colour'],
    known: 2,
  })
  expect(matchColumns([['Colour'], ['red']], columns)).toMatchObject({
    known: 0,
    lines: [[undefined, undefined]],
  })
})

describe('rows', () => {
  const filling = { columns, most: 3, valueOf: (text: string) => text }

  it('are written over from a place on, and added', () => {
    const rows = [{ article: 'a', amount: 1 }]
    const lines = [['7', 'beyond'], ['8']]
    expect(filled(rows, { at: { row: 0, column: 1 }, lines }, filling)).toEqual({
      rows: [
        { article: 'a', amount: '7' },
        { article: '', amount: '8' },
      ],
      left: 0,
    })
    expect(rows).toEqual([{ article: 'a', amount: 1 }])
  })

  it('are no more than there may be', () => {
    const lines = [['a'], ['b'], ['c'], ['d'], ['e']]
    const { rows, left } = filled([newRow(columns)], { at: { row: 1, column: 0 }, lines }, filling)
    expect(rows).toHaveLength(3)
    expect(left).toBe(3)
  })

  it('are moved, and stay the very objects', () => {
    const [a, b, c] = [{ x: 1 }, { x: 2 }, { x: 3 }]
    expect(moved([a, b, c], 0, 2)).toEqual([b, c, a])
    expect(moved([a, b, c], 2, 0)).toEqual([c, a, b])
    expect(moved([a, b], 0, -1)).toEqual([a, b])
    expect(rowsOf([a, 'no', null, [b], c])[1]).toBe(c)
  })

  it('know whether anybody touched them', () => {
    expect(isUntouched(newRow(columns), columns)).toBe(true)
    expect(isUntouched({ article: '', amount: '2' }, columns)).toBe(false)
  })
})
