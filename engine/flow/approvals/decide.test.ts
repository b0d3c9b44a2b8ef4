import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance } from '../advance/advance.ts'
import type { Fact } from '../advance/facts.ts'
import type { RunState } from '../advance/state.ts'
import { isTerminal } from '../flow.ts'
import { decide } from './decide.ts'
import { tally } from './outcome.ts'
import { deadEnd, eligible } from './policy.ts'
import { approvalProgram, decisionBy, openState } from './test-approval.ts'
import type { Decision, Policy, Quorum, Vote } from './types.ts'

const names = ['ana', 'ben', 'eve', 'joe', 'kim', 'lea']
const person = fc.constantFrom(...names)
const quorum: fc.Arbitrary<Quorum> = fc.oneof(
  fc.constantFrom<Quorum>('any', 'all', '60%', '33.3%'),
  fc.integer({ min: 1, max: 4 }),
)
const group = fc.record({
  title: fc.constant('Group'),
  people: fc.array(
    person.map((id) => ({ id, name: id })),
    { minLength: 1, maxLength: 7 },
  ),
  quorum,
})
const policy: fc.Arbitrary<Policy> = fc
  .record({
    groups: fc.array(group, { minLength: 1, maxLength: 3 }),
    order: fc.constantFrom('parallel', 'sequential'),
    rules: fc.record({
      notRequester: fc.boolean(),
      commentRequired: fc.constantFrom('NEVER', 'ALWAYS', 'ON_DENY'),
    }),
    requesterId: fc.option(person, { nil: undefined }),
    sendBack: fc.constantFrom(undefined, {}),
  })
  .filter((one) => deadEnd(one) === undefined)
const cast = fc.array(
  fc.record({
    who: fc.constantFrom(...names, 'zoe'),
    sign: fc.constantFrom('+', '+', '-', '-', '<'),
    flags: fc.constantFrom('', '!', '!', '!', '!?'),
    id: fc.integer({ min: 0, max: 30 }),
  }),
  { maxLength: 25 },
)

function decisionsOf(list: { who: string; sign: string; flags: string; id: number }[]): Decision[] {
  return list.map(({ who, sign, flags, id }) => decisionBy(`${who}${sign}${flags}`, id))
}

/** All decisions one after the other, with all that was told. */
function play(state: RunState, decisions: readonly Decision[]): { state: RunState; facts: Fact[] } {
  const facts: Fact[] = []
  let now = state
  for (const decision of decisions) {
    const step = advance(approvalProgram, now, { kind: 'decided', at: 5, decision })
    facts.push(...step.facts)
    now = step.state
  }
  return { state: now, facts }
}

describe('decide', () => {
  it('never closes an approval twice, nor counts a vote twice', () => {
    fc.assert(
      fc.property(policy, cast, (rules, list) => {
        const { facts } = play(openState(rules), decisionsOf(list))
        const votes = facts.flatMap((fact) => (fact.kind === 'vote' ? [fact.decision] : []))
        expect(facts.filter((fact) => fact.kind === 'approval-closed').length).toBeLessThanOrEqual(1)
        expect(new Set(votes.map((vote) => vote.personId)).size).toBe(votes.length)
        expect(new Set(votes.map((vote) => vote.decisionId)).size).toBe(votes.length)
      }),
    )
  })

  it('gives the same answer to the same decision, before and after it was applied and after the close', () => {
    fc.assert(
      fc.property(policy, cast, (rules, list) => {
        let state: RunState = openState(rules)
        const told = new Map<string, unknown>()
        for (const decision of decisionsOf(list)) {
          const answer = decide(state, decision)
          expect(decide(state, decision)).toEqual(answer)
          if (told.has(decision.decisionId)) expect(answer).toEqual(told.get(decision.decisionId))
          if (answer.accepted) told.set(decision.decisionId, answer)
          state = advance(approvalProgram, state, { kind: 'decided', at: 5, decision }).state
        }
        for (const [decisionId, answer] of told) expect(state.answers[decisionId]).toEqual(answer)
      }),
    )
  })

  it('changes nothing where it refuses', () => {
    fc.assert(
      fc.property(policy, cast, (rules, list) => {
        let state: RunState = openState(rules)
        for (const decision of decisionsOf(list)) {
          const { accepted } = decide(state, decision)
          const step = advance(approvalProgram, state, { kind: 'decided', at: 5, decision })
          if (!accepted) expect(step).toEqual({ state, effects: [], facts: [] })
          state = step.state
        }
      }),
    )
  })

  it('ends when everyone has voted, in any order', () => {
    fc.assert(
      fc.property(
        policy,
        fc.infiniteStream(fc.constantFrom('+', '-')),
        fc.shuffledSubarray(names, { minLength: 6 }),
        (rules, signs, order) => {
          const decisions = order.map((name, index) => decisionBy(`${name}${signs.next().value}!`, index))
          // a sequence asks its groups in turn: each round gives everyone another chance
          const { state } = play(
            openState(rules),
            [1, 2, 3, 4].flatMap((round) =>
              decisions.map((one) => ({ ...one, decisionId: `${one.decisionId}-${round}` })),
            ),
          )
          expect(isTerminal(state.status)).toBe(true)
        },
      ),
    )
  })

  it('is never changed by what comes after the close', () => {
    fc.assert(
      fc.property(policy, cast, cast, (rules, first, second) => {
        const closed = play(openState(rules), decisionsOf(first)).state
        fc.pre(isTerminal(closed.status))
        const later = decisionsOf(second).map((one) => ({ ...one, decisionId: `later-${one.decisionId}` }))
        const after = play(closed, later)
        expect(after.state).toBe(closed)
        expect(after.facts).toEqual([])
        for (const decision of later) expect(decide(closed, decision)).toMatchObject({ code: 'closed' })
      }),
    )
  })
})

describe('tally', () => {
  const votesOf = (list: { who: string; sign: string }[]): Vote[] =>
    list.map(({ who, sign }, index) => ({
      decisionId: String(index),
      personId: who,
      personName: who,
      vote: sign === '+' ? 'APPROVE' : sign === '<' ? 'SEND_BACK' : 'DENY',
      at: index,
    }))

  it('does not depend on the order of the votes of different people', () => {
    fc.assert(
      fc.property(policy, cast, fc.nat(), (rules, list, turn) => {
        const seen = new Set<string>()
        const votes = votesOf(list.filter(({ who }) => !seen.has(who) && seen.add(who)))
        const turned = [
          ...votes.slice(turn % (votes.length + 1)),
          ...votes.slice(0, turn % (votes.length + 1)),
        ]
        expect(tally(rules, turned).outcome).toBe(tally(rules, votes).outcome)
      }),
    )
  })

  it('stays decided when the votes go on, until a denial turns an approval', () => {
    fc.assert(
      fc.property(policy, cast, (rules, list) => {
        const votes = votesOf(list)
        let before = 'OPEN'
        for (let count = 0; count <= votes.length; count++) {
          const { outcome } = tally(rules, votes.slice(0, count))
          if (before === 'APPROVED') expect(outcome).toBe('APPROVED')
          before = outcome
        }
      }),
    )
  })

  it('is decided once every eligible person has voted', () => {
    fc.assert(
      fc.property(policy, fc.infiniteStream(fc.constantFrom('+', '-')), (rules, signs) => {
        const people = new Set(rules.groups.flatMap((one) => [...eligible(rules, one)]))
        const votes = votesOf([...people].map((who) => ({ who, sign: signs.next().value })))
        expect(tally(rules, votes).outcome).not.toBe('OPEN')
      }),
    )
  })
})
