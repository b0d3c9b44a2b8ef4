import { describe, expect, it } from 'vitest'
import { decide } from './decide.ts'
import { deadEnd, needed } from './policy.ts'
import { tally } from './outcome.ts'
import { decisionBy, openState, policyOf, type PolicyParts } from './test-approval.ts'
import type { Quorum } from './types.ts'

type Row = [groups: string, cast: string, told: string, parts?: PolicyParts]

/** Groups `ana,ben:2|eve:any`; votes `ana+ ben-`, of which the last one is told. */
const rows: Row[] = [
  // any: the first one decides
  ['ana:any', 'ana+', 'APPROVED'],
  ['ana:any', 'ana-', 'DENIED'],
  ['ana,ben:any', 'ana+', 'APPROVED'],
  ['ana,ben:any', 'ana-', 'DENIED'],
  ['ana,ben:any', 'ana+ ben+', 'closed'],
  ['ana,ben:any', 'ana- ben+', 'closed'],
  ['ana,ben:any', 'zoe+', 'not-a-decider'],
  // all: everyone agrees, one denial is enough
  ['ana:all', 'ana+', 'APPROVED'],
  ['ana,ben:all', 'ana+', 'OPEN'],
  ['ana,ben:all', 'ana+ ben+', 'APPROVED'],
  ['ana,ben:all', 'ana-', 'DENIED'],
  ['ana,ben:all', 'ana+ ben-', 'DENIED'],
  ['ana,ben,eve:all', 'ana+ ben+', 'OPEN'],
  ['ana,ben,eve:all', 'ana+ ben+ eve+', 'APPROVED'],
  ['ana,ben,eve:all', 'ana+ ben+ eve-', 'DENIED'],
  ['ana,ana,ben:all', 'ana+ ben+', 'APPROVED'],
  // a number
  ['ana,ben,eve:1', 'ana+', 'APPROVED'],
  ['ana,ben,eve:2', 'ana+', 'OPEN'],
  ['ana,ben,eve:2', 'ana+ ben+', 'APPROVED'],
  ['ana,ben,eve:2', 'ana+ ben+ eve+', 'closed'],
  ['ana,ben,eve:2', 'ana-', 'OPEN'],
  ['ana,ben,eve:2', 'ana- ben+', 'OPEN'],
  ['ana,ben,eve:2', 'ana- ben+ eve+', 'APPROVED'],
  ['ana,ben,eve:2', 'ana- ben-', 'DENIED'],
  ['ana,ben,eve:2', 'ana- ben- eve+', 'closed'],
  ['ana,ben,eve:3', 'ana-', 'DENIED'],
  ['ana,ben,eve,joe:3', 'ana-', 'OPEN'],
  ['ana,ben,eve,joe:3', 'ana- ben-', 'DENIED'],
  ['ana,ben,eve,joe:2', 'ana- ben-', 'DENIED'],
  ['ana,ben,eve,joe:2', 'ana+ ben- eve-', 'DENIED'],
  ['ana,ben,eve,joe:2', 'ana+ ben- eve+', 'APPROVED'],
  // a share
  ['ana,ben,eve,joe,kim:60%', 'ana+ ben+', 'OPEN'],
  ['ana,ben,eve,joe,kim:60%', 'ana+ ben+ eve+', 'APPROVED'],
  ['ana,ben,eve,joe,kim:60%', 'ana- ben-', 'OPEN'],
  ['ana,ben,eve,joe,kim:60%', 'ana- ben- eve-', 'DENIED'],
  ['ana,ben,eve:50%', 'ana+', 'OPEN'],
  ['ana,ben,eve:50%', 'ana+ ben+', 'APPROVED'],
  ['ana,ben,eve:100%', 'ana+ ben+', 'OPEN'],
  ['ana,ben,eve:1%', 'ana+', 'APPROVED'],
  // once a person
  ['ana,ben:all', 'ana+ ana+', 'already-decided'],
  ['ana,ben:all', 'ana+ ana-', 'already-decided'],
  ['ana,ben,eve:2', 'ana- ana+', 'already-decided'],
  ['ana,ana,ana:2', 'ana+', 'closed', { deadEnd: true }],
  // groups side by side
  ['ana:any|ben:any', 'ana+', 'OPEN'],
  ['ana:any|ben:any', 'ana+ ben+', 'APPROVED'],
  ['ana:any|ben:any', 'ben+ ana+', 'APPROVED'],
  ['ana:any|ben:any', 'ana+ ben-', 'DENIED'],
  ['ana:any|ben:any', 'ana-', 'DENIED'],
  ['ana,ben:any|ana,eve:any', 'ana+', 'APPROVED'],
  ['ana,ben:any|ana,eve:all', 'ana+', 'OPEN'],
  ['ana,ben:any|ana,eve:all', 'ana+ eve+', 'APPROVED'],
  ['ana,ben:any|ana,eve:all', 'ana+ ben+', 'already-decided'],
  ['ana,ben,eve:2|joe:any', 'ana+ ben+ eve+', 'already-decided'],
  ['ana,ben,eve:2|joe:any', 'ana+ ben+ joe+', 'APPROVED'],
  // one after the other
  ['ana:any|ben:any', 'ben+', 'not-a-decider', { order: 'sequential' }],
  ['ana:any|ben:any', 'ben-', 'not-a-decider', { order: 'sequential' }],
  ['ana:any|ben:any', 'ana+', 'OPEN', { order: 'sequential' }],
  ['ana:any|ben:any', 'ana+ ben+', 'APPROVED', { order: 'sequential' }],
  ['ana:any|ben:any', 'ana+ ben-', 'DENIED', { order: 'sequential' }],
  ['ana:any|ben:any', 'ana- ben+', 'closed', { order: 'sequential' }],
  ['ana:any|ben:any|eve:any', 'ana+ eve+', 'not-a-decider', { order: 'sequential' }],
  ['ana,ben:any|ana,eve:all', 'ana+ eve+', 'APPROVED', { order: 'sequential' }],
  ['ana,ben:all|eve:any', 'ana+ eve+', 'not-a-decider', { order: 'sequential' }],
  ['ana,ben:all|eve:any', 'ana+ ben+ eve+', 'APPROVED', { order: 'sequential' }],
  // the requester
  ['ana,ben:any', 'ana+', 'requester', { requester: 'ana' }],
  ['ana,ben:any', 'ana-', 'requester', { requester: 'ana' }],
  ['ana,ben:any', 'ben+', 'APPROVED', { requester: 'ana' }],
  ['ana,ben:all', 'ben+', 'APPROVED', { requester: 'ana' }],
  ['ana,ben,eve,joe:50%', 'ben+', 'OPEN', { requester: 'ana' }],
  ['ana,ben,eve,joe:50%', 'ben+ eve+', 'APPROVED', { requester: 'ana' }],
  ['ana,ben:any', 'ana+', 'APPROVED', { requester: 'ana', notRequester: false }],
  ['ana,ben:any', 'zoe+', 'requester', { requester: 'zoe' }],
  // comments: a vote with ! has one
  ['ana:any', 'ana-', 'comment-required', { commentRequired: 'ON_DENY' }],
  ['ana:any', 'ana-!', 'DENIED', { commentRequired: 'ON_DENY' }],
  ['ana:any', 'ana+', 'APPROVED', { commentRequired: 'ON_DENY' }],
  ['ana:any', 'ana+', 'comment-required', { commentRequired: 'ALWAYS' }],
  ['ana:any', 'ana+!', 'APPROVED', { commentRequired: 'ALWAYS' }],
  ['ana:any', 'ana-', 'DENIED', { commentRequired: 'NEVER' }],
  // what they saw: a vote with ? shows an older version
  ['ana:any', 'ana+?', 'changed'],
  ['ana,ben:all', 'ana+ ben-?', 'changed'],
  ['ana:any', 'zoe+?', 'not-a-decider'],
  // sent back: one person is enough, and says why
  ['ana,ben:all', 'ana<!', 'SENT_BACK'],
  ['ana,ben:all', 'ana<', 'comment-required'],
  ['ana,ben:all', 'ana+ ben<!', 'SENT_BACK'],
  ['ana,ben,eve:2', 'ana- ben<!', 'SENT_BACK'],
  ['ana,ben:all', 'ana<! ben+', 'closed'],
  ['ana:any|ben:any', 'ben<!', 'SENT_BACK'],
  ['ana:any|ben:any', 'ana+ ben<!', 'SENT_BACK'],
  ['ana:any|ben:any', 'ben<!', 'not-a-decider', { order: 'sequential' }],
  ['ana:any|ben:any', 'ana+ ben<!', 'SENT_BACK', { order: 'sequential' }],
  ['ana,ben:any', 'ana<!', 'requester', { requester: 'ana' }],
  ['ana,ben:any', 'zoe<!', 'not-a-decider'],
  ['ana,ben:any', 'ana<!?', 'changed'],
  ['ana,ben:any', 'ana<!', 'not-offered', { sendBack: false }],
  ['ana,ben:all', 'ana+ ana<!', 'already-decided'],
  ['ana,ben,eve:2|joe:any', 'ana+ ben+ eve<!', 'already-decided'],
]

describe('the decision table', () => {
  const named = rows.map((row) => ({ name: row.map((part) => JSON.stringify(part)).join(' '), row }))
  it.each(named)('$name', ({ row: [groups, cast, told, parts] }) => {
    const policy = policyOf(groups, parts)
    expect(deadEnd(policy) !== undefined).toBe(parts?.deadEnd === true)
    let state = openState(policy, { isDeadEnd: deadEnd(policy) !== undefined })
    let last = ''
    for (const [index, word] of cast.split(' ').entries()) {
      const decision = decisionBy(word, index)
      const answer = decide(state, decision)
      last = answer.accepted ? answer.outcome : answer.code
      if (answer.accepted) state = state.with(decision)
    }
    expect(last).toBe(told)
  })

  it('has sixty rows or more', () => {
    expect(rows.length).toBeGreaterThanOrEqual(60)
  })
})

describe('quorum', () => {
  const counts: [Quorum, number, number][] = [
    ['any', 0, 1],
    ['any', 5, 1],
    ['all', 5, 5],
    ['all', 0, 1],
    [2, 5, 2],
    ['60%', 5, 3],
    ['60%', 10, 6],
    ['33.3%', 3, 1],
    ['34%', 3, 2],
    ['100%', 7, 7],
    ['0.1%', 7, 1],
  ]
  it.each(counts)('%s of %i is %i', (quorum, size, wanted) => {
    const people = Array.from({ length: size }, (_, index) => ({ id: `p${index}`, name: `P${index}` }))
    const group = { title: 'Group', quorum, people }
    const policy = {
      groups: [group],
      order: 'parallel',
      rules: { notRequester: true, commentRequired: 'NEVER' },
    } as const
    expect(needed({ ...policy, groups: [group] }, group)).toBe(wanted)
  })

  it('tells why it can never be reached', () => {
    expect(deadEnd(policyOf('ana:any', { requester: 'ana' }))).toBe(
      'Nobody of Group 1 may decide: the requester is not allowed to',
    )
    expect(deadEnd(policyOf('ana,ben:3'))).toBe('Group 1 needs 3 people to decide, but only 2 may')
    expect(deadEnd({ ...policyOf('ana:any'), groups: [] })).toBe('The approval has no deciders')
    expect(deadEnd(policyOf('ana,ben:all'))).toBeUndefined()
  })

  it('is nobody’s turn any more once it is denied or sent back', () => {
    const policy = policyOf('ana:any|joe:any', { order: 'sequential' })
    const vote = { decisionId: '1', personId: 'ana', personName: 'ana', at: 0 } as const
    for (const said of ['DENY', 'SEND_BACK'] as const)
      expect(tally(policy, [{ ...vote, vote: said }]).groups.filter(({ active }) => active)).toEqual([])
  })

  it('counts what is still needed', () => {
    const policy = policyOf('ana,ben,eve:2|joe:any', { order: 'sequential' })
    const vote = { decisionId: '1', personId: 'ana', personName: 'ana', vote: 'APPROVE', at: 0 } as const
    expect(tally(policy, [vote])).toEqual({
      outcome: 'OPEN',
      remaining: 2,
      groups: [
        { title: 'Group 1', needed: 2, approved: 1, denied: 0, outcome: 'OPEN', active: true },
        { title: 'Group 2', needed: 1, approved: 0, denied: 0, outcome: 'OPEN', active: false },
      ],
    })
  })
})
