import { expect, test } from 'vitest'
import { matcher } from './match.ts'

const match = matcher([
  { method: 'GET', path: '/executions/{id}' },
  { method: 'GET', path: '/executions/search' },
  { method: 'POST', path: '/executions/{namespace}/{flow}' },
  { method: 'POST', path: '/executions/trigger/{flow}' },
  { method: 'DELETE', path: '/executions/{id}' },
])

test('a literal part goes before a parameter', () => {
  expect(match('GET', '/executions/search')).toMatchObject({
    kind: 'found',
    row: { path: '/executions/search' },
  })
  expect(match('GET', '/executions/a%2Fb')).toMatchObject({ kind: 'found', params: { id: 'a/b' } })
  expect(match('POST', '/executions/trigger/x')).toMatchObject({ params: { flow: 'x' } })
  expect(match('POST', '/executions/company.team/x')).toMatchObject({
    params: { namespace: 'company.team', flow: 'x' },
  })
})

test('a method that no row of the path has is told from a path that is none', () => {
  expect(match('PUT', '/executions/1')).toEqual({ kind: 'wrong-method', allowed: ['DELETE', 'GET'] })
  expect(match('GET', '/nothing')).toEqual({ kind: 'none' })
  expect(match('GET', '/executions/%')).toEqual({ kind: 'none' })
  expect(match('GET', '/executions/%00')).toEqual({ kind: 'none' })
})

test('a method of a literal path falls to a parameter that has it', () => {
  expect(match('DELETE', '/executions/search')).toMatchObject({ kind: 'found', params: { id: 'search' } })
})

test('a parameter of a known form leaves what looks otherwise to the next row', () => {
  const known = matcher([
    { method: 'POST', path: '/executions/{id}/pause', forms: { id: /^[A-Z]/ } },
    { method: 'POST', path: '/executions/{namespace}/{flow}' },
  ])
  expect(known('POST', '/executions/Xyz/pause')).toMatchObject({ params: { id: 'Xyz' } })
  expect(known('POST', '/executions/company.team/pause')).toMatchObject({
    params: { namespace: 'company.team', flow: 'pause' },
  })
  expect(known('GET', '/executions/Xyz/pause')).toEqual({ kind: 'wrong-method', allowed: ['POST'] })
})
