import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance } from '../advance/advance.ts'
import type { RunEvent } from '../advance/events.ts'
import type { Fact } from '../advance/facts.ts'
import type { RunState } from '../advance/state.ts'
import { isTerminal } from '../flow.ts'
import { amend } from './amend.ts'
import type { Amendment, Change } from './amendment.ts'
import { decide, retract } from './decide.ts'
import { approvalProgram, decisionBy, openState, policyOf, type PolicyParts } from './test-approval.ts'

const allow = ['reassign', 'addDecider', 'askInfo'] as const
const taskRunId = Object.keys(openState(policyOf('ana:any')).nodes)[0] ?? ''

type Row = [groups: string, cast: string, told: string, parts?: PolicyParts]

/**
 * Votes as in the decision table, which show the newest version; `ana+~` can be taken back for ten seconds, `ana<` takes it back,
 * `*` lets ten seconds pass; `ana>eve` gives ana's place to eve, `ana&eve` asks eve too, `-ana=eve` is the product's change,
 * `ana?` asks a question that stops the clock, `ana.` has the answer.
 */
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
  // a question keeps nobody from deciding; its answer is something new
  ['ana:any', 'ana? ana+', 'APPROVED'],
  ['ana:any', 'ana? ana?', 'impossible'],
  ['ana:any', 'ana? ana. ana+', 'APPROVED'],
  ['ana:any', 'ana.', 'impossible'],
  ['ana:any', 'zoe?', 'not-a-decider'],
]

function changeOf(word: string): { by?: string; change: Change } | undefined {
  const [, by = '', sign, to = ''] = /^(-?\w+)([>&?.=])(\w*)$/.exec(word) ?? []
  const person = { id: to, name: to }
  if (sign === '>') return { by, change: { kind: 'reassign', from: by, to: person } }
  if (sign === '&') return { by, change: { kind: 'add', to: person } }
  if (sign === '?')
    return { by, change: { kind: 'ask', questionId: `of-${by}`, of: 'joe', text: 'why?', stopsClock: true } }
  if (sign === '.') return { change: { kind: 'answer', questionId: `of-${by}`, text: 'so', dueAt: 50_000 } }
  if (sign !== '=') return undefined
  const come = to === '' ? [] : [{ groupIndex: 0, people: [person] }]
  return { change: { kind: 'replace', gone: [by.slice(1)], come } }
}

interface Told {
  event?: RunEvent
  told?: string
}

function hear(state: RunState, word: string, index: number): Told {
  const at = 10_000 * (index + 1)
  if (word === '*') {
    const [timerId] = Object.keys(state.timers).filter((id) => id.startsWith('hold:'))
    return timerId === undefined ? {} : { event: { kind: 'timer-fired', at, timerId } }
  }
  if (word.endsWith('<')) {
    const personId = word.slice(0, -1)
    const decisionId = decisionIdOf(state, personId)
    const retraction = { commandId: `back-${index}`, taskRunId, decisionId, personId, door: 'test' }
    const answer = retract(state, retraction)
    return answer.accepted ? { event: { kind: 'retracted', at, retraction } } : { told: answer.code }
  }
  const changed = changeOf(word)
  if (changed) {
    const amendment: Amendment = { commandId: `amend-${index}`, taskRunId, door: 'test', ...changed }
    const answer = amend(state, amendment)
    return answer.accepted ? { event: { kind: 'amended', at, amendment } } : { told: answer.code }
  }
  const version = state.nodes[taskRunId]?.approval?.frozen?.version ?? 2
  const holdMs = word.endsWith('~') ? 10_000 : 0
  const decision = { ...decisionBy(word.replace('~', ''), index), version, holdMs }
  const answer = decide(state, decision)
  return answer.accepted ? { event: { kind: 'decided', at, decision } } : { told: answer.code }
}

function decisionIdOf(state: RunState, personId: string): string {
  const votes = state.nodes[taskRunId]?.approval?.votes ?? []
  return votes.find((vote) => vote.personId === personId)?.decisionId ?? 'none'
}

/** The last refusal, or what the approval came to, with all facts on the way. */
function play(begin: RunState, cast: readonly string[]): { told: string; state: RunState; facts: Fact[] } {
  let state = begin
  let refused: string | undefined
  const facts: Fact[] = []
  for (const [index, word] of cast.entries()) {
    const { event, told } = hear(state, word, index)
    refused = told
    if (!event) continue
    const step = advance(approvalProgram, state, event)
    state = step.state
    facts.push(...step.facts)
  }
  return { told: refused ?? state.closed[taskRunId] ?? 'OPEN', state, facts }
}

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

  it('stands still for a question, and goes on from its answer', () => {
    const dueAt = 60_000
    const open = openState(policyOf('ana:any', { allow }), { dueAt })
    expect(open.timers).toEqual({ [`due:${taskRunId}`]: dueAt })
    const asked = play(open, ['ana?'])
    expect(asked.state.timers).toEqual({})
    expect(asked.facts).toMatchObject([{ kind: 'approval-changed', version: 2, dueAt: null }])
    expect(play(open, ['ana?', 'ana.']).state.timers).toEqual({ [`due:${taskRunId}`]: 50_000 })
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
