import { expect, test } from 'vitest'
import { mendPath } from './incoming.ts'

test('a path that can be decoded stays, one that cannot loses the meaning of its percent signs', () => {
  expect(mendPath('/a%20b?x=%zz')).toBe('/a%20b?x=%zz')
  expect(mendPath('/%zz/%20?x=1?2')).toBe('/%25zz/%2520?x=1?2')
  expect(mendPath('/%E0%A4')).toBe('/%25E0%25A4')
})
