import { describe, expect, it } from 'vitest'
import { advance } from '../advance/advance.ts'
import type { RunEvent } from '../advance/events.ts'
import type { RunState } from '../advance/state.ts'
import { approvalProgram, openState, policyOf, type PolicyParts } from './test-approval.ts'
import { allow, play, taskRunId } from './test-changes.ts'

type Row = [groups: string, cast: string, told: string, parts?: PolicyParts]

const rows: Row[] = [
  // due: who is asked then takes one place in each group whose turn it is
  ['ana:any', '!boss boss+', 'APPROVED'],
  ['ana:any', '!boss ana+', 'APPROVED'],
  ['ana,ben:all', '!boss boss+', 'OPEN'],
  ['ana,ben:all', '!boss boss+ ana+', 'APPROVED'],
  ['ana,ben:all', '!boss,chief boss+ chief+', 'APPROVED'],
  ['ana,ben:all', 'ana+ !boss boss+', 'APPROVED'],
  ['ana:any|ben:any', '!boss boss+', 'APPROVED'],
  ['ana:any|ben:any', '!boss boss-', 'DENIED'],
  ['ana:any|ben:any', '!boss ana+ boss+', 'APPROVED'],
  ['ana:any|ben:any', 'ana+ !boss boss+', 'APPROVED'],
  ['ana:any|ben,eve:all', '!boss boss+', 'OPEN'],
  ['ana:any', '!joe joe+', 'requester', { requester: 'joe' }],
  // nobody is late whose turn has not come
  ['ana:any|ben:any', '!boss boss+', 'OPEN', { order: 'sequential' }],
  ['ana:any|ben:any', '!boss boss+ ben+', 'APPROVED', { order: 'sequential' }],
  ['ana:any|ben:any', '!boss ana+ boss+', 'already-decided', { order: 'sequential' }],
  ['ana:any|ben:any', 'ana+ !boss boss+', 'APPROVED', { order: 'sequential' }],
  ['ana:any|ben:any', '!boss boss+ !chief chief+', 'APPROVED', { order: 'sequential' }],
  // the manager of one is no manager of another
  ['ana:any|ben:any', '!0=boss boss+', 'OPEN'],
  ['ana:any|ben:any', '!0=boss boss+ ben+', 'APPROVED'],
  ['ana:any|ben:any', '!0=boss;1=chief boss+ chief+', 'APPROVED'],
  ['ana:any|ben:any', '!0=boss;1=boss boss+', 'APPROVED'],
  ['ana:any|ben:any', '!0=boss;1=chief boss+ chief+', 'not-a-decider', { order: 'sequential' }],
]

describe('an approval that is due', () => {
  const named = rows.map((row) => ({ name: row.map((part) => JSON.stringify(part)).join(' '), row }))
  it.each(named)('$name', ({ row: [groups, cast, told, parts] }) => {
    const open = openState(policyOf(groups, { allow, ...parts }), { dueAt: 1_000_000, escalations: 3 })
    expect(play(open, cast.split(' ')).told).toBe(told)
  })

  const timer = (at: number, kind: string): RunEvent => ({
    kind: 'timer-fired',
    at,
    timerId: `${kind}:${taskRunId}`,
  })
  const more = (at: number, ...names: string[]): RunEvent => ({
    kind: 'approval-escalated',
    at,
    taskRunId,
    step: 1,
    answer:
      names.length === 0
        ? { kind: 'nobody' }
        : { kind: 'more', people: names.map((name) => ({ id: name, name })), dueAt: at + 1000 },
  })
  const after = (begin: RunState, events: readonly RunEvent[]) =>
    events.reduce((state, event) => advance(approvalProgram, state, event).state, begin)
  const peopleOf = (state: RunState) =>
    state.nodes[taskRunId]?.approval?.frozen?.policy.groups.map(({ people }) =>
      people.map(({ id }) => id).join(),
    )

  it('waits for a decision that was made in time and can still be taken back', () => {
    const open = openState(policyOf('ana:any'), { dueAt: 15_000 })
    const { state } = play(open, ['ana+~'])
    const due = after(state, [timer(15_000, 'due')])
    expect(due.closed).toEqual({})
    expect(after(due, [timer(20_000, 'hold')]).closed).toEqual({ [taskRunId]: 'APPROVED' })
    const taken = play(due, ['ana<']).state
    expect(after(taken, [timer(20_000, 'due')]).closed).toEqual({ [taskRunId]: 'EXPIRED' })
  })

  it('expires when what was decided in time does not decide it', () => {
    const { state } = play(openState(policyOf('ana,ben:all'), { dueAt: 15_000 }), ['ana+~'])
    const due = after(state, [timer(15_000, 'due'), timer(20_000, 'hold'), timer(20_000, 'due')])
    expect(due.closed).toEqual({ [taskRunId]: 'EXPIRED' })
  })

  it('waits no longer for what is decided after it was due', () => {
    const { state } = play(openState(policyOf('ana,ben:all'), { dueAt: 5_000 }), ['ana+~'])
    expect(after(state, [timer(10_500, 'due')]).closed).toEqual({ [taskRunId]: 'EXPIRED' })
  })

  it('asks others in a group whose decision can still be taken back', () => {
    const open = openState(policyOf('ana:any|ben:any'), { dueAt: 5_000, escalations: 1 })
    const { state } = play(after(open, [timer(5_000, 'due')]), ['ana+~'])
    const asked = after(state, [more(12_000, 'eve')])
    expect(peopleOf(asked)).toEqual(['ana,eve', 'ben,eve'])
  })

  it('does not expire while the requester is asked', () => {
    const open = openState(policyOf('ana:any', { allow }), { dueAt: 5_000, escalations: 1 })
    const { state } = play(after(open, [timer(5_000, 'due')]), ['ana?'])
    const nobody = after(state, [more(12_000)])
    expect(nobody.closed).toEqual({})
    const answered = play(nobody, ['*', 'ana.']).state
    expect(answered.timers).toEqual({ [`due:${taskRunId}`]: 50_000 })
    expect(after(answered, [timer(50_000, 'due')]).closed).toEqual({ [taskRunId]: 'EXPIRED' })
  })
})
