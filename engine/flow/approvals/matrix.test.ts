import { describe, expect, it } from 'vitest'
import type { Json } from '../flow.ts'
import { chooseDeciders, gapsIn, rowFor, unreachedRows, type Matrix } from './matrix.ts'

/** Rows as `travel,it 1000..5000`: a category, and the values above the first number up to the second. */
function matrix(...rows: string[]): Matrix {
  const ranged = rows.some((row) => row.includes('..'))
  const named = rows.some((row) => /[a-z]/.test(row))
  return {
    ...(ranged ? { value: '{{ inputs.amount }}' } : {}),
    ...(named ? { category: '{{ inputs.kind }}' } : {}),
    rows: rows.map((row, index) => {
      const [, names = '', range, from = '', to = ''] = /^([a-z,]*) ?((\d*)\.\.(\d*))?$/.exec(row) ?? []
      const [first, ...more] = names.split(',')
      return {
        ...(names === '' ? {} : { category: more.length > 0 ? [first ?? '', ...more] : names }),
        ...(range !== undefined && from !== '' ? { above: Number(from) } : {}),
        ...(range !== undefined && to !== '' ? { upTo: Number(to) } : {}),
        deciders: [{ group: `g${String(index)}` }],
      }
    }),
  }
}

describe('the row that fits', () => {
  const rows = matrix('travel ..1000', 'travel 1000..', 'it,office ..500', '500..5000', ' 5000..')
  it.each([
    ['travel', 1000, 0],
    ['travel', 1000.01, 1],
    ['it', 500, 2],
    ['office', 0, 2],
    ['it', 501, 3],
    ['office', 5000, 3],
    ['other', 500, -1],
    ['other', 5001, 4],
  ])('of %s at %d is %d', (category, value, row) => {
    expect(rowFor(rows, { category, value })).toBe(row)
  })
})

describe('gaps', () => {
  it.each<[string[], string[] | undefined, Json[]]>([
    [['..1000', '1000..'], undefined, []],
    [['..1000', '2000..'], undefined, [{ above: 1000, upTo: 2000 }]],
    [['..1000', '500..3000'], undefined, [{ above: 3000 }]],
    [['0..10'], undefined, [{ upTo: 0 }, { above: 10 }]],
    [['2000..', '..2000'], undefined, []],
    [['travel', 'it'], ['travel', 'it'], []],
    [['travel', 'it'], ['travel', 'it', 'office'], [{ category: 'office' }]],
    [['travel', 'it'], undefined, [{ category: { other: true } }]],
    [['travel ..100', '100..'], ['travel', 'it'], [{ category: 'it', upTo: 100 }]],
    [['travel ..100', 'travel,it 100..', 'it ..100'], ['travel', 'it'], []],
    [['travel ..100', '..'], undefined, []],
  ])('%j among %j leaves %j', (rows, categories, gaps) => {
    expect(gapsIn(matrix(...rows), categories)).toEqual(gaps)
  })
})

it.each<[string[], number[]]>([
  [['..1000', '1000..'], []],
  [['..1000', '..500', '1000..'], [1]],
  [['..', 'travel ..5'], [1]],
  [['travel ..5', '..'], []],
  [['travel', 'it', 'travel,it'], [2]],
  [['travel', 'travel,it'], []],
  [['..10', '10..20', '5..20'], [2]],
])('of %j nothing is left for %j', (rows, unreached) => {
  expect(unreachedRows(matrix(...rows))).toEqual(unreached)
})

describe('the deciders', () => {
  const of = (values: Record<string, Json>) => (source: Json) =>
    values[String(source).replace(/[{} ]|inputs\./g, '')]
  const rows = matrix('travel ..1000', '1000..')

  it.each<[Record<string, Json>, Json]>([
    [
      { amount: 10, kind: 'travel' },
      { deciders: [{ group: 'g0' }], row: 0 },
    ],
    [
      { amount: ' 1000.50 ', kind: 'it' },
      { deciders: [{ group: 'g1' }], row: 1 },
    ],
    [
      { amount: '10', kind: 'it' },
      { problem: 'No row of `matrix` says who decides in the category `it` for 10' },
    ],
    [{ amount: 'many', kind: 'it' }, { problem: '`matrix.value` came to "many", which is no number' }],
    [{ amount: '', kind: 'it' }, { problem: '`matrix.value` came to "", which is no number' }],
  ])('of %j are %j', (values, chosen) => {
    expect(chooseDeciders({ matrix: JSON.parse(JSON.stringify(rows)) }, of(values))).toEqual(chosen)
  })

  it('are those of a category whatever blanks are around it, on either side', () => {
    const deciders = [{ group: 'g0' }]
    const spaced = { category: '{{ inputs.kind }}', rows: [{ category: ['IT ', ' travel'], deciders }] }
    for (const kind of ['IT ', 'IT', ' travel', 'travel'])
      expect(chooseDeciders({ matrix: spaced }, of({ kind })), kind).toEqual({ deciders, row: 0 })
    expect(gapsIn(spaced, ['IT ', 'travel'])).toEqual([])
  })

  it('are those of the task where no row fits, and not known where what it names is not', () => {
    const properties = { matrix: JSON.parse(JSON.stringify(rows)), deciders: [{ group: 'board' }] }
    expect(chooseDeciders(properties, of({ amount: 1, kind: 'it' }))).toEqual({
      deciders: [{ group: 'board' }],
    })
    expect(chooseDeciders(properties, of({ kind: 'it' }))).toBeUndefined()
    expect(chooseDeciders({ deciders: [{ group: 'board' }] }, of({}))).toEqual({
      deciders: [{ group: 'board' }],
    })
  })
})
