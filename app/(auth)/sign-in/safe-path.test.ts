import { expect, test } from 'vitest'
import { safePath } from './safe-path.ts'

test.each([
  ['/requests/abc?x=1#y', '/requests/abc?x=1#y'],
  [undefined, '/'],
  ['requests', '/'],
  ['https://evil.example', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/..//evil.example', '/'],
])('the way back of %s is %s', (path, expected) => {
  expect(safePath(path)).toBe(expected)
})
