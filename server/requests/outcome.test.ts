import { expect, test } from 'vitest'
import type { State } from '#engine/flow/flow.ts'
import { isClosed, outcomeOf, type OutcomeFacts } from './outcome.ts'
import type { Outcome } from './view.ts'

const asked = (...states: string[]) => states.map((state) => ({ state, waitsForRequester: false }))

const table: [State, string[], Outcome][] = [
  ['CREATED', [], 'IN_PROGRESS'],
  ['QUEUED', [], 'IN_PROGRESS'],
  ['RUNNING', [], 'IN_PROGRESS'],
  ['PAUSED', ['OPEN'], 'IN_PROGRESS'],
  ['PAUSED', ['APPROVED', 'OPEN'], 'IN_PROGRESS'],
  ['RETRYING', [], 'IN_PROGRESS'],
  ['RESTARTED', ['DENIED'], 'IN_PROGRESS'],
  ['KILLING', [], 'IN_PROGRESS'],
  ['RETRIED', [], 'IN_PROGRESS'],
  ['SUCCESS', [], 'DONE'],
  ['WARNING', [], 'DONE'],
  ['SUCCESS', ['APPROVED'], 'APPROVED'],
  ['WARNING', ['APPROVED', 'APPROVED'], 'APPROVED'],
  ['SUCCESS', ['APPROVED', 'DENIED'], 'REJECTED'],
  ['SUCCESS', ['DENIED', 'APPROVED'], 'APPROVED'],
  ['SUCCESS', ['EXPIRED'], 'DONE'],
  ['CANCELLED', ['DENIED'], 'REJECTED'],
  ['FAILED', ['DENIED'], 'REJECTED'],
  ['KILLED', ['DENIED'], 'REJECTED'],
  ['CANCELLED', ['EXPIRED'], 'CANCELLED'],
  ['CANCELLED', ['CANCELLED'], 'CANCELLED'],
  ['CANCELLED', [], 'CANCELLED'],
  ['KILLED', ['APPROVED'], 'CANCELLED'],
  ['KILLED', [], 'CANCELLED'],
  ['SKIPPED', [], 'CANCELLED'],
  ['FAILED', [], 'ON_HOLD'],
  ['FAILED', ['APPROVED'], 'ON_HOLD'],
  ['FAILED', ['EXPIRED'], 'ON_HOLD'],
]

test.each(table)('%s with approvals %j is %s', (execution, approvals, outcome) => {
  expect(outcomeOf({ execution, approvals: asked(...approvals) })).toBe(outcome)
})

test('an open approval that asks the requester is theirs to answer', () => {
  const facts: OutcomeFacts = { execution: 'PAUSED', approvals: [{ state: 'OPEN', waitsForRequester: true }] }
  expect(outcomeOf(facts)).toBe('WAITING_FOR_YOU')
  expect(outcomeOf({ ...facts, execution: 'KILLED' })).toBe('CANCELLED')
})

test.each(['RUNNING', 'KILLED', 'SUCCESS', 'FAILED'] as const)(
  'withdrawn stays withdrawn: %s',
  (execution) => {
    expect(outcomeOf({ execution, closedAs: 'WITHDRAWN', approvals: asked('DENIED') })).toBe('WITHDRAWN')
  },
)

test('a request on hold is not closed', () => {
  expect((['IN_PROGRESS', 'WAITING_FOR_YOU', 'ON_HOLD'] as const).some(isClosed)).toBe(false)
  expect((['APPROVED', 'REJECTED', 'DONE', 'WITHDRAWN', 'CANCELLED'] as const).every(isClosed)).toBe(true)
})
