import { expect, test } from 'vitest'
import { folderOf, foldersAbove, nameOf, readName, readPath } from './path.ts'

test.each([
  ['/a/b.txt', 'a/b.txt'],
  ['a//b/', 'a/b'],
  ['/', ''],
  ['', ''],
  ['...', '...'],
  ['/ü/日本 1.txt', 'ü/日本 1.txt'],
])('%j is %j', (text, path) => {
  expect(readPath(text)).toBe(path)
})

test.each([
  '..',
  '/../etc/passwd',
  'a/../../b',
  './a',
  'a/./b',
  'a\\..\\b',
  'a\0b',
  'a\nb',
  '\ud800',
  'x'.repeat(256),
  'ü'.repeat(128),
  'a/'.repeat(501),
])('%j is refused', (text) => {
  expect(() => readPath(text)).toThrow(expect.objectContaining({ code: 'invalid' }))
})

test('the root has no name', () => {
  expect(() => readName('/')).toThrow(expect.objectContaining({ code: 'invalid' }))
  expect(readName('/a/')).toBe('a')
})

test('a path has folders above it, and a name', () => {
  expect(foldersAbove('a/b/c')).toEqual(['a', 'a/b'])
  expect(foldersAbove('a')).toEqual([])
  expect([folderOf('a/b/c'), folderOf('a')]).toEqual(['a/b', ''])
  expect([nameOf('a/b/c'), nameOf('a')]).toEqual(['c', 'a'])
})
