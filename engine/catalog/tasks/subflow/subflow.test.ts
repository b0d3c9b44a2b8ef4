import { expect, it } from 'vitest'
import control from './control.ts'
import spec from './spec.ts'

const planOf = (properties: { wait?: boolean; transmitFailed?: boolean }) =>
  control.start({ at: 0, properties }).plan

it('waits and passes a failure on unless it is told otherwise', () => {
  expect(planOf({})).toEqual({ many: false, waits: true, transmits: true })
  expect(planOf({ transmitFailed: false })).toEqual({ many: false, waits: true, transmits: false })
})

it('has nothing to pass on where it does not wait', () => {
  expect(planOf({ wait: false })).toEqual({ many: false, waits: false, transmits: false })
})

it('takes labels as a map or as a list', () => {
  const parse = (labels: unknown) =>
    spec.properties.safeParse({ namespace: 'company', flowId: 'other', labels }).success
  expect([parse({ a: 'b' }), parse([{ key: 'a', value: 'b' }]), parse('a:b')]).toEqual([true, true, false])
})

it('names the flow that it starts where that is known before', () => {
  expect(spec.calls({ namespace: 'company', flowId: 'other' })).toEqual({
    namespace: 'company',
    flowId: 'other',
  })
  expect(spec.calls({ namespace: 'company', flowId: '{{ inputs.flow }}' })).toBeUndefined()
})
