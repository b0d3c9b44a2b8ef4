import { expect, it } from 'vitest'
import { isTerminal, states } from '#engine/flow/flow.ts'
import { nextState, walkStates } from './state-rules.ts'

it('never leaves a terminal state, and only ends after KILLING', () => {
  for (const from of states) {
    for (const to of states) {
      const next = nextState(from, to)
      if (isTerminal(from) || from === to) expect(next).toBeUndefined()
      else if (from === 'KILLING')
        expect(next === undefined || next === 'KILLED' || next === 'CANCELLED').toBe(true)
      else expect(next).toBe(to)
    }
  }
})

it('makes a run that ends while it is killed a killed one', () => {
  expect(nextState('KILLING', 'SUCCESS')).toBe('KILLED')
  expect(nextState('KILLING', 'CANCELLED')).toBe('CANCELLED')
  expect(nextState('KILLING', 'RUNNING')).toBeUndefined()
})

it('walks what was told in order and passes over what is not allowed', () => {
  const told = (['RUNNING', 'RUNNING', 'PAUSED', 'FAILED', 'SUCCESS'] as const).map((state, at) => ({
    state,
    at,
  }))
  const { state, entries } = walkStates('CREATED', told)
  expect(state).toBe('FAILED')
  expect(entries.map((entry) => entry.state)).toEqual(['RUNNING', 'PAUSED', 'FAILED'])
  expect(entries[0]?.date).toBe('1970-01-01T00:00:00.000Z')
})
