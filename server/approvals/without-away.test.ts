import { expect, test } from 'vitest'
import type { Policy, Quorum } from '#engine/flow/approvals/types.ts'
import { withoutAway } from './without-away.ts'

/** Groups `ana,ben:any|eve:2`. */
function policyOf(text: string, requesterId?: string): Policy {
  const groups = text.split('|').map((one) => {
    const [people = '', quorum = ''] = one.split(':')
    const asked = /^\d+$/.test(quorum) ? Number(quorum) : quorum
    return {
      title: 'Group',
      people: people.split(',').map((id) => ({ id, name: id })),
      quorum: asked as Quorum,
    }
  })
  return { groups, order: 'parallel', rules: { notRequester: true, commentRequired: 'NEVER' }, requesterId }
}

test.each([
  ['any: who is away is left out', 'ana,ben:any', 'ana', 'ben', 'ana'],
  ['any: all are away, all stay', 'ana,ben:any', 'ana,ben', 'ana,ben', ''],
  ['a number: enough others are left', 'ana,ben,eve:2', 'ana', 'ben,eve', 'ana'],
  ['a number: not enough are left, all stay', 'ana,ben,eve:2', 'ana,ben', 'ana,ben,eve', ''],
  ['all: everybody is asked', 'ana,ben:all', 'ana', 'ana,ben', ''],
  ['a share: everybody counts', 'ana,ben,eve:60%', 'ana', 'ana,ben,eve', ''],
  ['each group for itself', 'ana,ben:any|ana:any', 'ana', 'ben|ana', ''],
  ['nobody is away', 'ana,ben:any', '', 'ana,ben', ''],
])('%s', (_, groups, away, left, out) => {
  const told = withoutAway(policyOf(groups), new Set(away.split(',').filter(Boolean)))
  const shown = told.policy.groups.map(({ people }) => people.map(({ id }) => id).join(',')).join('|')
  expect(shown).toBe(left)
  expect(told.leftOut.join(',')).toBe(out)
})

test('the requester, who does not decide, is not one of the others that are left', () => {
  const { policy, leftOut } = withoutAway(policyOf('ana,ben:any', 'ben'), new Set(['ana']))
  expect(policy.groups[0]?.people.map(({ id }) => id)).toEqual(['ana', 'ben'])
  expect(leftOut).toEqual([])
})
