import { expect, test } from 'vitest'
import { changesOf } from './changes.ts'

test('only what differs is a change', () => {
  expect(
    changesOf(
      { name: 'Ana', roles: ['a'], gone: 1, same: null },
      { name: 'Ben', roles: ['a', 'b'], same: null },
    ),
  ).toEqual([
    { field: 'name', before: 'Ana', after: 'Ben' },
    { field: 'roles', before: '["a"]', after: '["a","b"]' },
    { field: 'gone', before: '1', after: undefined },
  ])
})

test('with one state all of it is told', () => {
  expect(changesOf(undefined, { revision: 2 })).toEqual([
    { field: 'revision', before: undefined, after: '2' },
  ])
  expect(changesOf('old', undefined)).toEqual([{ field: '', before: 'old', after: undefined }])
  expect(changesOf(undefined, undefined)).toEqual([])
})
