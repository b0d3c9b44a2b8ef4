import { expect, it } from 'vitest'
import { readFilters } from './filters.ts'

const read = (query: string) => readFilters(new URLSearchParams(query))
const leaf = (field: string, value: string) => ({ field, op: 'EQUALS', key: undefined, values: [value] })

it('reads fields, keys of a map and the older spelling', () => {
  expect(read('filters[labels][EQUALS][team]=it&namespace=company&page=2')).toEqual([
    { field: 'namespace', op: 'PREFIX', values: ['company'] },
    { field: 'labels', op: 'EQUALS', key: 'team', values: ['it'] },
  ])
})

it('reads groups: one of several, all of several in one of them, one of several beside others', () => {
  expect(read('filters[or][0][state][EQUALS]=A&filters[or][1][flowId][EQUALS]=b')).toEqual([
    { anyOf: [[leaf('state', 'A')], [leaf('flowId', 'b')]] },
  ])
  const nested = 'filters[or][0][and][0][state][EQUALS]=A&filters[or][0][and][1][flowId][EQUALS]=b'
  expect(read(`${nested}&filters[or][1][state][EQUALS]=C`)).toEqual([
    { anyOf: [[leaf('state', 'A'), leaf('flowId', 'b')], [leaf('state', 'C')]] },
  ])
  const beside = 'filters[and][0][flowId][EQUALS]=f&filters[and][1][or][0][state][EQUALS]=A'
  expect(read(`${beside}&filters[and][1][or][1][state][EQUALS]=B`)).toEqual([
    leaf('flowId', 'f'),
    { anyOf: [[leaf('state', 'A')], [leaf('state', 'B')]] },
  ])
})

it.each([
  'filters=1',
  'filters[state]=A',
  'filters[or][0][or][0][state][EQUALS]=A',
  'filters[and][0][or][0][and][0][state][EQUALS]=A',
  'filters[a][B][c][d]=1',
  'filters[a[b]][EQUALS]=1',
  'colour=red',
  'startDate=2026-02-01&endDate=2026-01-01',
])('refuses %s', (query) => {
  expect(() => read(query)).toThrow(expect.objectContaining({ code: 'invalid' }))
})
