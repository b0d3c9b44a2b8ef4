import { describe, expect, it } from 'vitest'
import control from './control.ts'

const start = (state: string) => control.start({ at: 0, properties: { state } })

describe('exit', () => {
  it.each([
    ['SUCCESS', 'SUCCESS'],
    ['WARNING', 'WARNING'],
    ['FAILED', 'FAILED'],
    ['KILLED', 'KILLED'],
    ['CANCELED', 'CANCELLED'],
    ['CANCELLED', 'CANCELLED'],
    [' failed ', 'FAILED'],
  ])('ends in %j as %s', (text, state) => {
    expect(start(text)).toEqual({ kind: 'exit', state })
  })

  it.each(['RUNNING', '', 'ok'])('refuses the state %j', (text) => {
    expect(() => start(text)).toThrow(TypeError)
  })
})
