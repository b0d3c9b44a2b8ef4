import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance } from '../advance/advance.ts'
import type { Fact } from '../advance/facts.ts'
import { amend } from './amend.ts'
import { decide } from './decide.ts'
import { seatOf } from './on-behalf.ts'
import { tally } from './outcome.ts'
import { deadEnd, eligible, seatsOf } from './policy.ts'
import { approvalProgram, decisionBy, openState, policyOf, type PolicyParts } from './test-approval.ts'
import type { Policy, Quorum, Vote } from './types.ts'

type Row = [groups: string, cast: string, told: string, parts?: PolicyParts]

/** Groups and votes as in the decision table; `ben@ana+` is Ben's in Ana's place. Whether she lent it to him is the verb's to know. */
const rows: Row[] = [
  // it fills the other's place
  ['ana:any', 'ben@ana+', 'APPROVED'],
  ['ana:any', 'ben@ana-', 'DENIED'],
  ['ana:any', 'ben@ana<!', 'SENT_BACK'],
  ['ana,eve:all', 'ben@ana+', 'OPEN'],
  ['ana,eve:all', 'ben@ana+ eve+', 'APPROVED'],
  ['ana,eve,joe:2', 'ben@ana- joe-', 'DENIED'],
  ['ana:any|ana,eve:any', 'ben@ana+', 'APPROVED'],
  // nobody fills it twice
  ['ana,eve:all', 'ben@ana+ ana+', 'already-decided'],
  ['ana,eve:all', 'ana+ ben@ana+', 'already-decided'],
  ['ana,eve:all', 'ben@ana+ kim@ana+', 'already-decided'],
  // one person, one vote
  ['ana,eve:all', 'ben@ana+ ben@eve+', 'already-decided'],
  ['ana,ben:all', 'ben@ana+', 'not-a-decider'],
  ['ana,ben:all', 'ben+ ben@ana+', 'already-decided'],
  ['ana:any|ben:any', 'ben@ana+', 'not-a-decider'],
  ['ana:any|ben:any', 'ben@ana+', 'not-a-decider', { order: 'sequential' }],
  ['ana,ben,eve:2', 'ben+ eve+', 'APPROVED'],
  // the place has to be there, and its turn
  ['ana:any', 'ben@zoe+', 'not-a-decider'],
  ['ana:any', 'ben@ben+', 'not-a-decider'],
  ['ana:any|eve:any', 'ben@eve+', 'not-a-decider', { order: 'sequential' }],
  ['ana:any|eve:any', 'kim@ana+ ben@eve+', 'APPROVED', { order: 'sequential' }],
  ['ana,eve:any|joe:any', 'eve+ ben@ana+', 'already-decided'],
  // what is lent is not lent on: whom Ben lends his place gets none of hers
  ['ana:any', 'kim@ben+', 'not-a-decider'],
  // never to the requester's benefit
  ['ana,eve:any', 'ben@ana+', 'requester', { requester: 'ben' }],
  ['ana,eve:any', 'ben@ana+', 'requester', { requester: 'ben', notRequester: false }],
  ['ana,eve:any', 'ben@ana+', 'requester', { requester: 'ana' }],
  ['ana,eve:any', 'ben@ana+', 'requester', { requester: 'ana', notRequester: false }],
  ['ana,eve:any', 'ana+', 'APPROVED', { requester: 'ana', notRequester: false }],
  // nor by who decided before
  ['ana,eve:any', 'ben@ana+', 'not-a-decider', { excluded: ['ben'] }],
  ['ana,eve:any', 'ben@ana+', 'not-a-decider', { excluded: ['ana'] }],
  ['ana,eve:any', 'ana+', 'not-a-decider', { excluded: ['ana'] }],
  ['ana,eve:any', 'ben@eve+', 'APPROVED', { excluded: ['ana'] }],
  // the rest is judged as for everybody
  ['ana:any', 'ben@ana+?', 'changed'],
  ['ana:any', 'ben@ana-', 'comment-required', { commentRequired: 'ON_DENY' }],
]

describe('deciding in another’s place', () => {
  it.each(rows)('%s: %s is %s %j', (...[groups, cast, told, parts]) => {
    const decisions = cast.split(' ').map(decisionBy)
    const last = decisions.at(-1)
    const state = decisions.slice(0, -1).reduce((at, one) => at.with(one), openState(policyOf(groups, parts)))
    const answer = last && decide(state, last)
    expect(answer?.accepted ? answer.outcome : answer?.code).toBe(told)
  })

  it('is told by its votes: who decided, and for whom', () => {
    const state = openState(policyOf('ana,eve:all')).with(decisionBy('ben@ana+!', 0))
    const { facts } = advance(approvalProgram, state, {
      kind: 'decided',
      at: 3,
      decision: decisionBy('eve+', 1),
    })
    const outputs = facts.flatMap((fact) =>
      fact.kind === 'task-run' && fact.run.outputs ? [fact.run.outputs] : [],
    )
    expect(outputs.at(-1)?.votes).toEqual([
      expect.objectContaining({ personId: 'ben', by: 'ben', onBehalfOf: { id: 'ana', name: 'ana' } }),
      expect.objectContaining({ personId: 'eve', by: 'eve', onBehalfOf: null }),
    ])
  })

  it('keeps who has voted out of other places', () => {
    const state = openState(policyOf('ana,eve:all', { allow: ['reassign', 'addDecider'] })).with(
      decisionBy('ben@ana+', 0),
    )
    const taskRunId = Object.keys(state.nodes)[0] ?? ''
    const ben = { id: 'ben', name: 'ben' }
    const asked = { commandId: 'c', taskRunId, door: 'test' }
    const told = [
      amend(state, { ...asked, by: 'eve', change: { kind: 'reassign', from: 'eve', to: ben } }),
      amend(state, { ...asked, by: 'eve', change: { kind: 'add', to: ben } }),
      amend(state, {
        ...asked,
        by: 'ana',
        change: { kind: 'reassign', from: 'ana', to: { id: 'kim', name: 'kim' } },
      }),
    ]
    expect(told.map((answer) => !answer.accepted && answer.code)).toEqual([
      'impossible',
      'impossible',
      'not-a-decider',
    ])
  })
})

const names = ['ana', 'ben', 'eve', 'joe', 'kim']
const person = fc.constantFrom(...names)
const quorum: fc.Arbitrary<Quorum> = fc.oneof(
  fc.constantFrom<Quorum>('any', 'all', '60%'),
  fc.integer({ min: 1, max: 3 }),
)
const policy: fc.Arbitrary<Policy> = fc
  .record({
    groups: fc.array(
      fc.record({
        title: fc.constant('Group'),
        people: fc.array(
          person.map((id) => ({ id, name: id })),
          { minLength: 1, maxLength: 5 },
        ),
        quorum,
      }),
      { minLength: 1, maxLength: 3 },
    ),
    order: fc.constantFrom('parallel', 'sequential'),
    rules: fc.record({ notRequester: fc.boolean(), commentRequired: fc.constant('NEVER') }),
    requesterId: fc.option(person, { nil: undefined }),
    excluded: fc.option(fc.uniqueArray(person, { maxLength: 2 }), { nil: undefined }),
  })
  .filter((one) => deadEnd(one) === undefined)
/** Everybody lent everybody their place: whatever is refused is refused by the rules. */
const cast = fc.array(
  fc.record({
    who: fc.constantFrom(...names, 'zoe'),
    of: fc.option(person),
    sign: fc.constantFrom('+', '+', '-'),
  }),
  { maxLength: 20 },
)

function votesAfter(rules: Policy, list: readonly { who: string; of: string | null; sign: string }[]) {
  const decisions = list.map(({ who, of, sign }, index) =>
    decisionBy(`${who}${of === null ? '' : `@${of}`}${sign}`, index),
  )
  const facts: Fact[] = []
  let state: Parameters<typeof advance>[1] = openState(rules)
  for (const decision of decisions) {
    const step = advance(approvalProgram, state, { kind: 'decided', at: 5, decision })
    facts.push(...step.facts)
    state = step.state
  }
  return facts.flatMap((fact) => (fact.kind === 'vote' ? [fact.decision] : []))
}

describe('whoever decides in whose place', () => {
  it('has one vote, and no place is filled twice', () => {
    fc.assert(
      fc.property(policy, cast, (rules, list) => {
        const votes = votesAfter(rules, list)
        expect(new Set(votes.map(({ personId }) => personId)).size).toBe(votes.length)
        expect(new Set(votes.map(({ personId, onBehalfOf = personId }) => onBehalfOf)).size).toBe(
          votes.length,
        )
      }),
    )
  })

  it('is neither the requester, nor for the requester, nor left out by the rules, nor asked themselves', () => {
    fc.assert(
      fc.property(policy, cast, (rules, list) => {
        const seats = seatsOf(rules)
        for (const { personId, onBehalfOf } of votesAfter(rules, list)) {
          expect(seats).toContain(onBehalfOf ?? personId)
          if (onBehalfOf === undefined) continue
          expect([personId, onBehalfOf]).not.toContain(rules.requesterId)
          expect(rules.excluded ?? []).not.toContain(personId)
          expect(seats).not.toContain(personId)
        }
      }),
    )
  })

  it('never makes a quorum of fewer people than it needs', () => {
    fc.assert(
      fc.property(policy, cast, (rules, list) => {
        const votes = votesAfter(rules, list).map(
          ({ decisionId, personId, personName, onBehalfOf, vote }): Vote => ({
            decisionId,
            personId,
            personName,
            vote,
            at: 5,
            ...(onBehalfOf === undefined ? {} : { onBehalfOf: { id: onBehalfOf, name: onBehalfOf } }),
          }),
        )
        for (const [index, { needed, outcome }] of tally(rules, votes).groups.entries()) {
          const group = rules.groups[index]
          if (!group || outcome !== 'APPROVED') continue
          const seats = eligible(rules, group)
          const people = votes.filter((vote) => vote.vote === 'APPROVE' && seats.has(seatOf(vote)))
          expect(new Set(people.map(({ personId }) => personId)).size).toBeGreaterThanOrEqual(needed)
        }
      }),
    )
  })
})
