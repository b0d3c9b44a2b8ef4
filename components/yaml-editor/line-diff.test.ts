import { expect, test } from 'vitest'
import { lineDiff } from './line-diff.ts'

const signs = { same: ' ', added: '+', removed: '-' }
const print = (before: string, after: string) =>
  lineDiff(before, after).map((line) => `${signs[line.kind]}${line.text}`)

test('equal texts have no difference', () => {
  expect(print('a\nb', 'a\nb')).toEqual([' a', ' b'])
})

test('a changed line is removed and added', () => {
  expect(print('a\nb\nc', 'a\nx\nc')).toEqual([' a', '-b', '+x', ' c'])
})

test('lines that moved apart keep what is common', () => {
  expect(print('a\nb\nc\nd', 'a\nc\ny\nd\ne')).toEqual([' a', '-b', ' c', '+y', ' d', '+e'])
})

test('numbers count each side on its own', () => {
  expect(lineDiff('a\nb', 'x\na\nb').map(({ before, after }) => [before, after])).toEqual([
    [undefined, 1],
    [1, 2],
    [2, 3],
  ])
})
