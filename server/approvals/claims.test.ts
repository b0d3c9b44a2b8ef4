import { expect, test } from 'vitest'
import type { Policy, Vote } from '#engine/flow/approvals/types.ts'
import { claimableBy, claimBefore } from './claims.ts'

const at = new Date(0)

function policyOf(groups: string, order: Policy['order'] = 'parallel'): Policy {
  return {
    groups: groups.split('|').map((one) => {
      const [people = '', quorum = 'any'] = one.split(':')
      return {
        title: one,
        people: people.split(',').map((id) => ({ id, name: id })),
        quorum: quorum === 'all' ? 'all' : quorum === 'any' ? 'any' : Number(quorum),
      }
    }),
    order,
    rules: { notRequester: true, commentRequired: 'NEVER' },
  }
}

const approvedBy = (personId: string): Vote => ({
  decisionId: personId,
  personId,
  personName: personId,
  vote: 'APPROVE',
  at: 0,
})

test.each([
  ['one of several is enough', 'ana,ben:any', 'ana', [0]],
  ['one is enough by number', 'ana,ben:1', 'ana', [0]],
  ['nobody else could', 'ana:any', 'ana', []],
  ['all have to', 'ana,ben:all', 'ana', []],
  ['two have to', 'ana,ben,eve:2', 'ana', []],
  ['not in the group', 'ana,ben:any', 'eve', []],
  ['each of their groups', 'ana,ben:any|ana,eve:any', 'ana', [0, 1]],
])('can be claimed where %s', (...[, groups, who, expected]) => {
  expect(claimableBy(policyOf(groups), [], who)).toEqual(expected)
})

test('in a sequence only the group whose turn it is can be', () => {
  const policy = policyOf('ana,ben:any|eve,joe:any', 'sequential')
  expect(claimableBy(policy, [], 'eve')).toEqual([])
  expect(claimableBy(policy, [approvedBy('ana')], 'eve')).toEqual([1])
  expect(claimableBy(policy, [approvedBy('ana')], 'ben')).toEqual([])
})

test.each([
  ['who claimed', 'ana,ben:any', '0=ana', 'ana', undefined],
  ['another of the group', 'ana,ben:any', '0=ana', 'ben', 'ana'],
  ['another group', 'ana,ben:any|eve,joe:any', '0=ana', 'eve', undefined],
  ['who is in a group that nobody claimed, too', 'ana,ben:any|ben,joe:any', '0=ana', 'ben', undefined],
  ['who is in two claimed groups', 'ana,ben:any|ben,joe:any', '0=ana 1=joe', 'ben', 'ana'],
  ['nobody of it', 'ana,ben:any', '0=ana', 'zoe', undefined],
])('stands before %s: %s with %s', (...[, groups, claimed, seat, before]) => {
  const claims = claimed.split(' ').map((one) => {
    const [groupIndex = '', id = ''] = one.split('=')
    return { groupIndex: Number(groupIndex), at, person: { id, name: id } }
  })
  const found = claimBefore({ policy: policyOf(groups), votes: [], claims }, { seat, self: [seat] })
  expect(found?.person.id).toBe(before)
})

test('whoever stands in is not held up by the claim of whose place it is', () => {
  const claims = [{ groupIndex: 0, at, person: { id: 'ana', name: 'ana' } }]
  const policy = policyOf('ana,ben:any')
  expect(claimBefore({ policy, votes: [], claims }, { seat: 'ana', self: ['kim', 'ana'] })).toBeUndefined()
})
