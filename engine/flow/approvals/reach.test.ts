import { expect, test } from 'vitest'
import { shortGroups } from './reach.ts'
import { decisionBy, policyOf, type PolicyParts } from './test-approval.ts'
import { castBy } from './decide.ts'

type Row = [groups: string, votes: string, missing: string, short: string, parts?: PolicyParts]

/** Short groups as `0:1`: the index, and how many it lacks. */
const rows: Row[] = [
  ['ana:any', '', 'ana', '0:1'],
  ['ana,ben:any', '', 'ana', ''],
  ['ana,ben:any', '', 'ana,ben', '0:1'],
  ['ana,ben:all', '', 'ana', '0:1'],
  ['ana,ben:all', '', 'ana,ben', '0:2'],
  ['ana,ben:all', '', '', ''],
  ['ana,ben,eve:2', '', 'ana', ''],
  ['ana,ben,eve:2', '', 'ana,ben', '0:1'],
  // who has voted is not missed, whoever voted for them
  ['ana,ben:all', 'ana+', 'ana', ''],
  ['ana,ben:all', 'kim@ana+', 'ana', ''],
  ['ana,ben,eve:2', 'ana-', 'ben', '0:1'],
  // what is decided needs nobody
  ['ana:any|ben:any', 'ben+', 'ana,ben', '0:1'],
  ['ana:any|ben:any', '', 'ben', '1:1', { order: 'sequential' }],
  ['ana,ben:any|ana,eve:all', '', 'ana', '1:1'],
  // whom the rules leave out is nobody who could decide
  ['ana,ben:any', '', 'ana', '0:1', { requester: 'ben' }],
  ['ana,ben:any', '', 'ana', '0:1', { excluded: ['ben'] }],
]

test.each(rows)('%s with %s, without %s: %s %j', (...[groups, votes, missing, short, parts]) => {
  const policy = policyOf(groups, parts)
  const cast = votes
    .split(' ')
    .filter(Boolean)
    .map((word, index) => castBy(policy, decisionBy(word, index), 0))
  const told = shortGroups(policy, cast, new Set(missing.split(',')))
  expect(told.map(({ groupIndex, lacks }) => `${groupIndex}:${lacks}`).join(' ')).toBe(short)
})
