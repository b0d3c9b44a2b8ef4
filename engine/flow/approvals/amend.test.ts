import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance } from '../advance/advance.ts'
import { isTerminal } from '../flow.ts'
import { amend } from './amend.ts'
import type { Change } from './amendment.ts'
import { decide, retract } from './decide.ts'
import { resubmittable } from './resubmit.ts'
import { approvalProgram, decisionBy, openState, policyOf, type PolicyParts } from './test-approval.ts'
import { allow, play, taskRunId } from './test-changes.ts'

type Row = [groups: string, cast: string, told: string, parts?: PolicyParts]

const rows: Row[] = [
  // a decision that is held does not count yet
  ['ana:any', 'ana+~', 'OPEN'],
  ['ana:any', 'ana+~ *', 'APPROVED'],
  ['ana:any', 'ana+~ ana<', 'OPEN'],
  ['ana:any', 'ana+~ ana< *', 'OPEN'],
  ['ana:any', 'ana+~ ana< ana-', 'DENIED'],
  ['ana:any', 'ana+~ ana-', 'already-decided'],
  ['ana:any', 'ana+~ * ana<', 'closed'],
  ['ana:any', 'ana<', 'closed'],
  ['ana,ben:any', 'ana+~ ben<', 'closed'],
  ['ana,ben:any', 'ana+~ ben-', 'DENIED'],
  ['ana,ben:any', 'ana-~ ben+ ana<', 'closed'],
  ['ana,ben:all', 'ana+~ ben+', 'OPEN'],
  ['ana,ben:all', 'ana+~ ben+ *', 'APPROVED'],
  ['ana,ben:all', 'ana+~ ben+ ana<', 'OPEN'],
  ['ana:any|ben:any', 'ana+~ ben+', 'not-a-decider', { order: 'sequential' }],
  ['ana:any|ben:any', 'ana+~ * ben+', 'APPROVED', { order: 'sequential' }],
  // nor does it keep others from what they may do
  ['ana,ben:any', 'ana+~ ben>eve', 'OPEN'],
  ['ana,ben:any', 'ana+~ ben?', 'OPEN'],
  // reassigned
  ['ana:any', 'ana>eve eve+', 'APPROVED'],
  ['ana:any', 'ana>eve ana+', 'not-a-decider'],
  ['ana,ben:all', 'ana>eve ben+', 'OPEN'],
  ['ana,ben:all', 'ana>eve ben+ eve+', 'APPROVED'],
  ['ana,ben:all', 'ana>ben', 'impossible'],
  ['ana,ben:all', 'ana>joe', 'impossible', { requester: 'joe' }],
  ['ana,ben:all', 'ana>joe', 'OPEN', { requester: 'joe', notRequester: false }],
  ['ana,ben:all', 'ana+ ana>eve', 'not-a-decider'],
  ['ana,ben:all', 'zoe>eve', 'not-a-decider'],
  ['ana,ben:50%', 'ana>eve eve+', 'APPROVED'],
  ['ana:any|ana:any', 'ana>eve eve+', 'APPROVED'],
  ['ana:any', 'ana+ ana>eve', 'closed'],
  ['ana:any', 'ana>eve', 'not-allowed', { allow: [] }],
  // asked too
  ['ana:any', 'ana&eve ana+', 'OPEN'],
  ['ana:any', 'ana&eve ana+ eve+', 'APPROVED'],
  ['ana:any', 'ana&eve eve-', 'DENIED'],
  ['ana:any', 'ana&eve eve+', 'OPEN'],
  ['ana:any', 'ana&eve eve+', 'not-a-decider', { order: 'sequential' }],
  ['ana:any', 'ana&eve ana+ eve+', 'APPROVED', { order: 'sequential' }],
  ['ana:any', 'ana&ana', 'impossible'],
  ['ana:any', 'ana&joe', 'impossible', { requester: 'joe' }],
  ['ana:any', 'ana&eve', 'not-allowed', { allow: ['reassign'] }],
  // replaced by the product: how many must agree stays
  ['ana,ben:all', '-ana=eve ben+ eve+', 'APPROVED'],
  ['ana,ben:all', '-ana=eve ben+', 'OPEN'],
  ['ana,ben:all', '-ana=', 'impossible'],
  ['ana,ben:any', '-ana= ana+', 'not-a-decider'],
  ['ana,ben:any', '-ana= ben+', 'APPROVED'],
  ['ana,ben,eve:2', 'ana+ -ana= ben+', 'APPROVED'],
  ['ana,ben,eve:67%', '-ana=', 'impossible'],
  ['ana,ben,eve:60%', '-ana= ben+', 'OPEN'],
  ['ana,ben,eve:60%', '-ana= ben+ eve+', 'APPROVED'],
  // whoever stood in for somebody meanwhile has no vote left to come with
  ['ana,eve:all', 'ben@ana+ -eve=ben', 'changed'],
  // a question keeps nobody from deciding; its answer is something new
  ['ana:any', 'ana? ana+', 'APPROVED'],
  ['ana:any', 'ana? ana?', 'impossible'],
  ['ana:any', 'ana? ana. ana+', 'APPROVED'],
  ['ana:any', 'ana.', 'impossible'],
  ['ana:any', 'zoe?', 'not-a-decider'],
  // whoever may decide goes on without an answer, whoever asked
  ['ana:any', 'ana? ana/', 'OPEN'],
  ['ana,ben:all', 'ana? ben/ana ana+ ben+', 'APPROVED'],
  ['ana,ben:all', 'ana? ana+ ana/', 'not-a-decider'],
  ['ana:any', 'ana? zoe/ana', 'not-a-decider'],
  ['ana:any', 'ana? ana. ana/', 'impossible'],
  ['ana:any', 'ana? ana/ ana.', 'impossible'],
]

describe('an open approval that is changed', () => {
  const named = rows.map((row) => ({ name: row.map((part) => JSON.stringify(part)).join(' '), row }))
  it.each(named)('$name', ({ row: [groups, cast, told, parts] }) => {
    expect(play(openState(policyOf(groups, { allow, ...parts })), cast.split(' ')).told).toBe(told)
  })

  it('refuses a decision on what it was before', () => {
    const { state } = play(openState(policyOf('ana,ben:any', { allow })), ['ana>eve'])
    expect(decide(state, decisionBy('ben+', 9))).toMatchObject({ code: 'changed' })
  })

  it('lets somebody who oversees it do what its deciders may not', () => {
    const state = openState(policyOf('ana:any'))
    const change = { kind: 'reassign', from: 'ana', to: { id: 'eve', name: 'eve' } } as const
    const amendment = { commandId: 'a', taskRunId, by: 'zoe', change, door: 'test' }
    expect(amend(state, amendment)).toMatchObject({ code: 'not-allowed' })
    expect(amend(state, { ...amendment, oversees: true })).toEqual({ accepted: true, version: 3 })
  })

  it('lets somebody ask in a place that is lent to them, and hand nothing on', () => {
    const state = openState(policyOf('ana,ben:any', { allow, requester: 'nora' }))
    const ask: Change = { kind: 'ask', questionId: 'q', of: 'nora', text: 'why?', stopsClock: true }
    const told = (by: string, onBehalfOf: string | undefined, change: Change) =>
      amend(state, { commandId: 'a', taskRunId, by, onBehalfOf, change, door: 'test' })
    expect(told('zoe', undefined, ask)).toMatchObject({ code: 'not-a-decider' })
    expect(told('zoe', 'ana', ask)).toEqual({ accepted: true, version: 2 })
    expect(told('zoe', 'eve', ask)).toMatchObject({ code: 'not-a-decider' })
    expect(told('nora', 'ana', ask)).toMatchObject({ code: 'not-a-decider' })
    const on: Change = { kind: 'reassign', from: 'ana', to: { id: 'zoe', name: 'zoe' } }
    expect(told('zoe', 'ana', on)).toMatchObject({ code: 'not-a-decider' })
    expect(told('zoe', 'ana', { kind: 'add', to: { id: 'eve', name: 'eve' } })).toMatchObject({
      code: 'not-a-decider',
    })
  })

  it('stands still for a question, and goes on from its answer', () => {
    const dueAt = 60_000
    const open = openState(policyOf('ana:any', { allow }), { dueAt })
    expect(open.timers).toEqual({ [`due:${taskRunId}`]: dueAt })
    const asked = play(open, ['ana?'])
    expect(asked.state.timers).toEqual({})
    expect(asked.facts).toMatchObject([{ kind: 'approval-changed', version: 2, dueAt: null }])
    expect(play(open, ['ana?', 'ana.']).state.timers).toEqual({ [`due:${taskRunId}`]: 50_000 })
    expect(play(open, ['ana?', 'ana/']).state.timers).toEqual({ [`due:${taskRunId}`]: 50_000 })
  })
})

describe('an id that is called like what every object has', () => {
  const commandId = 'propertyIsEnumerable'
  const open = openState(policyOf('ana,ben:all', { allow }))

  it('is an id like any other', () => {
    const change = { kind: 'reassign', from: 'ana', to: { id: 'eve', name: 'eve' } } as const
    const amendment = { commandId, taskRunId, by: 'ana', change, door: 'test' }
    expect(amend(open, amendment)).toEqual({ accepted: true, version: 3 })
    const { state } = advance(approvalProgram, open, { kind: 'amended', at: 3, amendment })
    expect(amend(state, amendment)).toEqual({ accepted: true, version: 3 })
    const held = { ...decisionBy('ben+', 1), version: 3, holdMs: 1_000 }
    const decided = advance(approvalProgram, state, { kind: 'decided', at: 4, decision: held }).state
    const retraction = { taskRunId, decisionId: held.decisionId, personId: 'ben', door: 'test' }
    const back = { ...retraction, commandId: '__defineGetter__' }
    expect(retract(decided, back)).toMatchObject({ accepted: true })
    const again = { commandId, round: 2, inputs: {}, by: 'joe', door: 'test' }
    expect(resubmittable(state, again)).toMatchObject({ code: 'not-sent-back' })
  })
})

describe('whatever is done to it', () => {
  const names = ['ana', 'ben', 'eve', 'joe']
  const who = fc.constantFrom(...names)
  const word = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(who, fc.constantFrom('+', '-', '+~', '-~', '<', '?', '.')) },
    { weight: 2, arbitrary: fc.tuple(who, fc.constantFrom('>', '&'), who) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('-'), who, fc.constant('='), who) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('*')) },
  )
  const cast = fc.array(
    word.map((parts) => parts.join('')),
    { maxLength: 30 },
  )
  const groups = fc.constantFrom('ana,ben:any', 'ana,ben:all', 'ana,ben,eve:2', 'ana:any|ben,eve:60%')
  const order = fc.constantFrom('parallel', 'sequential')

  it('closes once at most, counts nobody twice, and changes nothing after the close', () => {
    fc.assert(
      fc.property(groups, order, cast, (text, how, words) => {
        const { state, facts } = play(openState(policyOf(text, { allow, order: how })), words)
        const closed = facts.flatMap((fact, index) => (fact.kind === 'approval-closed' ? index : []))
        expect(closed.length).toBeLessThanOrEqual(1)
        const back = facts.flatMap((fact) =>
          fact.kind === 'vote-retracted' ? fact.retraction.decisionId : [],
        )
        const votes = facts.flatMap((fact) =>
          fact.kind === 'vote' && !back.includes(fact.decision.decisionId) ? fact.decision.personId : [],
        )
        expect(new Set(votes).size).toBe(votes.length)
        if (closed.length > 0) expect(isTerminal(state.status)).toBe(true)
        const late = facts.slice((closed[0] ?? facts.length) + 1)
        expect(late.filter(({ kind }) => kind === 'vote' || kind === 'approval-changed')).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('can always be decided by those who are left', () => {
    fc.assert(
      fc.property(groups, order, cast, (text, how, words) => {
        const { state } = play(openState(policyOf(text, { allow, order: how })), words)
        const all = [...names, ...names, ...names].map((name) => `${name}+`)
        expect(isTerminal(play(state, [...Array.from(words, () => '*'), '*', ...all]).state.status)).toBe(
          true,
        )
      }),
      { numRuns: 300 },
    )
  })
})
