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
  { why: 'any: who is away is left out', groups: 'ana,ben:any', away: 'ana', left: 'ben', out: 'ana' },
  { why: 'any: all are away, all stay', groups: 'ana,ben:any', away: 'ana,ben', left: 'ana,ben', out: '' },
  {
    why: 'a number: enough others are left',
    groups: 'ana,ben,eve:2',
    away: 'ana',
    left: 'ben,eve',
    out: 'ana',
  },
  {
    why: 'a number: not enough are left',
    groups: 'ana,ben,eve:2',
    away: 'ana,ben',
    left: 'ana,ben,eve',
    out: '',
  },
  { why: 'all: everybody is asked', groups: 'ana,ben:all', away: 'ana', left: 'ana,ben', out: '' },
  { why: 'a share: everybody counts', groups: 'ana,ben,eve:60%', away: 'ana', left: 'ana,ben,eve', out: '' },
  { why: 'each group for itself', groups: 'ana,ben:any|ana:any', away: 'ana', left: 'ben|ana', out: '' },
  { why: 'nobody is away', groups: 'ana,ben:any', away: '', left: 'ana,ben', out: '' },
])('$why', ({ groups, away, left, out }) => {
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
