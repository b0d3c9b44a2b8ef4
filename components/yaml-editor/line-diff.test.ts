import { expect, test } from 'vitest'
import { foldSame, lineDiff } from './line-diff.ts'

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

test('what is equal far from a change is counted instead of shown', () => {
  const before = ['1', '2', '3', '4', '5'].join('\n')
  const parts = foldSame(lineDiff(before, `${before}\nnew`), 1)
  expect(
    parts.map((part) => ('skipped' in part ? part.skipped : part.lines.map((line) => line.text))),
  ).toEqual([4, ['5', 'new']])
})
