import { describe, expect, test } from 'vitest'
import type { Input } from '#engine/flow/flow.ts'
import type { InputState } from '#engine/flow/inputs/types.ts'
import { checkLocally, isOfOtherInputs, isSent, rawValues, shownValue, statesById } from './form-values.ts'

const input = (id: string, type: string, options: Input['options'] = {}): Input => ({
  id,
  type,
  required: true,
  options,
})
const state = (id: string, more: Partial<InputState> = {}): InputState => ({
  id,
  visible: true,
  required: true,
  value: null,
  problems: [],
  ...more,
})

describe('what is sent', () => {
  const inputs = [input('a.b', 'STRING'), input('n', 'INT'), input('hidden', 'STRING')]
  const states = statesById([state('a.b'), state('n'), state('hidden', { visible: false })])

  test('goes by the id of the input, dots and all', () => {
    expect(rawValues(inputs, states, { i0: 'x', i1: '3' })).toEqual({ 'a.b': 'x', n: '3' })
  })
  test('leaves out what is hidden or empty', () => {
    expect(rawValues(inputs, states, { i0: '', i1: null, i2: 'secretly' })).toEqual({})
  })
})

describe('an answer', () => {
  test('is about what the control holds until somebody types in it, or empties it', () => {
    expect(isSent('a', { a: 'x' }, 'x')).toBe(true)
    expect(isSent('a', { a: 'x' }, 'xy')).toBe(false)
    expect(isSent('a', { a: 'x' }, '')).toBe(false)
    expect(isSent('a', {}, '')).toBe(true)
  })
})

describe('the check in the browser', () => {
  test('asks for what is required', () => {
    expect(checkLocally(input('n', 'INT'), state('n'), '')[0]?.code).toBe('required')
    expect(checkLocally(input('n', 'INT'), state('n', { required: false }), '')).toEqual([])
  })
  test('takes an amount without digits as no answer', () => {
    expect(checkLocally(input('m', 'MONEY'), state('m'), { amount: '', currency: 'EUR' })[0]?.code).toBe(
      'required',
    )
  })
  test('says what a value breaks', () => {
    expect(checkLocally(input('n', 'INT', { max: 10 }), state('n'), '11')).toMatchObject([
      { code: 'max', inputId: 'n' },
    ])
    expect(checkLocally(input('n', 'INT'), state('n'), '1.5')[0]?.code).toBe('wrong-type')
  })
  test('is silent about what is not shown', () => {
    expect(checkLocally(input('n', 'INT'), state('n', { visible: false }), '')).toEqual([])
    expect(checkLocally(input('n', 'INT'), undefined, '')).toEqual([])
  })
})

test('a judgement of another revision is told by its inputs', () => {
  const inputs = [{ ...input('a', 'OBJECT'), inputs: [input('b', 'STRING')] }, input('c', 'INT')]
  const [a, b, c] = [state('a'), state('a.b'), state('c')]
  expect(isOfOtherInputs(inputs, [a, b, c])).toBe(false)
  expect(isOfOtherInputs(inputs, [a, b])).toBe(true)
  expect(isOfOtherInputs(inputs, [a, b, state('d')])).toBe(true)
})

test('a number is shown as its text, nothing as an empty field', () => {
  expect([shownValue(3), shownValue(null), shownValue('x'), shownValue(false)]).toEqual(['3', '', 'x', false])
})
