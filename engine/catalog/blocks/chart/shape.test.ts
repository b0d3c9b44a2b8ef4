import { expect, test } from 'vitest'
import type { JsonObject } from '#engine/flow/flow.ts'
import { pieParts, pointsOf, scaleOf, slicesOf } from './shape.ts'

test('rows become points; what is no number is none, and a row without any is left out', () => {
  const rows: JsonObject[] = [
    { month: 'May', asked: 3, done: '2.5' },
    { month: 'June', asked: 'many', done: 1 },
    { month: 'July', asked: null, done: '' },
    { month: 8, asked: 0 },
  ]
  expect(pointsOf(rows, 'month', ['asked', 'done'])).toEqual([
    { name: 'May', values: [3, 2.5] },
    { name: 'June', values: [undefined, 1] },
    { name: '8', values: [0, undefined] },
  ])
})

test.each([
  [[3, 7, 42], { low: 0, high: 45 }],
  [[-3, 7], { low: -5, high: 10 }],
  [[0], { low: 0, high: 0.5 }],
  [[1000], { low: 0, high: 1000 }],
  [[], { low: 0, high: 0.5 }],
])('%j lie between round numbers', (values, scale) => {
  expect(scaleOf([{ name: '', values }])).toEqual(scale)
})

test('a pie has slices by share, none for what is nothing or less', () => {
  const slices = slicesOf([3, 1, 0, -4])
  expect(slices.map(({ share }) => share)).toEqual([0.75, 0.25, 0, 0])
  expect(slices[0]?.path).toBe('M 0 0 L 0.0000 -1.0000 A 1 1 0 1 1 -1.0000 0.0000 Z')
  expect(slices[2]?.path).toBe('')
  expect(slicesOf([5])[0]?.path).toContain('A 1 1 0 1 1 0 1')
  expect(slicesOf([0])).toEqual([{ path: '', share: 0 }])
})

test('a pie is whole: what has no slice of its own stands in one', () => {
  const points = [9, 8, 7, 6, 5, 4, 3, -2].map((value, index) => ({ name: String(index), values: [value] }))
  expect(pieParts(points, 'Others').slice(4)).toEqual([
    { name: '4', values: [5] },
    { name: 'Others', values: [7] },
  ])
  expect(pieParts(points.slice(0, 6), 'Others')).toEqual(points.slice(0, 6))
})
