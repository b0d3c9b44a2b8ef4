import { describe, expect, it } from 'vitest'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { ConditionFacts, HeardExecution } from '#engine/flow/triggers/condition.ts'
import { conditionTests } from '#generated/catalog/conditions.ts'

const heard: HeardExecution = {
  id: 'e1',
  namespace: 'company.finance',
  flowId: 'invoices',
  flowRevision: 3,
  state: 'FAILED',
  labels: { team: 'sales', tries: '2' },
  outputs: { total: 7 },
  attempts: [['FAILED', 'SUCCESS'], ['FAILED']],
}

interface Given {
  /** What every template renders to. */
  rendered?: string
  execution?: Partial<HeardExecution>
  parts?: boolean[]
}

function judge(type: string, properties: JsonObject, given: Given = {}): Promise<boolean> {
  const facts: ConditionFacts = {
    flow: { namespace: 'company.hr', id: 'holidays' },
    execution: { ...heard, ...given.execution },
    render: async (text) => given.rendered ?? text,
    parts: (given.parts ?? []).map((holds) => async () => holds),
  }
  const test = conditionTests[type]
  if (!test) throw new Error(`There is no condition ${type}`)
  return test(properties, facts)
}

describe('of executions', () => {
  it.each<[string, JsonObject, boolean]>([
    ['execution-status', { in: ['FAILED', 'WARNING'] }, true],
    ['execution-status', { in: ['SUCCESS'] }, false],
    ['execution-status', { notIn: ['FAILED'] }, false],
    ['execution-status', { in: ['FAILED'], notIn: ['SUCCESS'] }, true],
    ['execution-status', {}, true],
    ['execution-flow', { namespace: 'company.finance', flowId: 'invoices' }, true],
    ['execution-flow', { namespace: 'company', flowId: 'invoices' }, false],
    ['execution-namespace', { namespace: 'company.finance' }, true],
    ['execution-namespace', { namespace: 'company' }, false],
    ['execution-namespace', { namespace: 'company', prefix: true }, true],
    ['execution-namespace', { namespace: 'company', comparison: 'PREFIX' }, true],
    ['execution-namespace', { namespace: 'finance', comparison: 'SUFFIX' }, true],
    ['execution-namespace', { namespace: 'company', comparison: 'SUFFIX' }, false],
    ['execution-labels', { labels: { team: 'sales' } }, true],
    ['execution-labels', { labels: { team: 'sales', tries: 2 } }, true],
    ['execution-labels', { labels: [{ key: 'team', value: 'hr' }] }, false],
    ['has-retry-attempt', {}, true],
    ['has-retry-attempt', { in: ['SUCCESS'] }, true],
    ['has-retry-attempt', { in: ['WARNING'] }, false],
    ['has-retry-attempt', { notIn: ['FAILED', 'SUCCESS'] }, false],
    ['in-flow', { namespace: 'company.hr', flowId: 'holidays' }, true],
    ['in-flow', { namespace: 'company.hr', flowId: 'invoices' }, false],
    ['in-namespace', { namespace: 'company.hr' }, true],
    ['in-namespace', { namespace: 'company' }, false],
    ['in-namespace', { namespace: 'company', prefix: true }, true],
  ])('%s %j', async (type, properties, holds) => {
    expect(await judge(type, properties)).toBe(holds)
  })

  it('a task that was tried once was not tried again', async () => {
    expect(await judge('has-retry-attempt', {}, { execution: { attempts: [['FAILED'], []] } })).toBe(false)
  })

  it('outputs that are not there make an expression over them false', async () => {
    const properties = { expression: '{{ trigger.outputs.total }}' }
    expect(await judge('execution-outputs', properties, { rendered: 'true' })).toBe(true)
    expect(
      await judge('execution-outputs', properties, { rendered: 'true', execution: { outputs: {} } }),
    ).toBe(false)
  })
})

describe('of expressions and other conditions', () => {
  it.each([
    ['true', true],
    ['0', true],
    [' false ', false],
    ['', false],
  ])('an expression that renders to `%s` is %s', async (rendered, holds) => {
    expect(await judge('expression', { expression: '{{ x }}' }, { rendered })).toBe(holds)
  })

  it.each<[string, boolean[], boolean]>([
    ['not', [false, false], true],
    ['not', [false, true], false],
    ['or', [false, true], true],
    ['or', [false, false], false],
    ['multiple', [true, true], true],
    ['multiple', [true, false], false],
  ])('%s of %j', async (type, parts, holds) => {
    expect(await judge(type, { id: 'x' }, { parts })).toBe(holds)
  })
})

describe('of dates', () => {
  it.each<[string, JsonObject, string, boolean]>([
    ['weekend', {}, '2026-11-28T23:30:00-05:00', true],
    ['weekend', {}, '2026-11-27T23:30:00Z', false],
    ['weekend', {}, '2026-11-29', true],
    ['public-holiday', { country: 'FR' }, '2026-07-14T23:30:00+02:00', true],
    ['public-holiday', { country: 'FR' }, '2026-07-15T00:30:00+02:00', false],
    ['public-holiday', { country: 'de', subDivision: 'BY' }, '2026-01-06', true],
    ['public-holiday', { country: 'DE' }, '2026-01-06', false],
    ['public-holiday', { country: 'DE' }, '2026-04-06', true],
    ['public-holiday', {}, '2026-07-04T00:00:00-04:00', true],
    ['day-week', { dayOfWeek: 'THURSDAY' }, '2026-11-26T00:00:00+02:00', true],
    ['day-week', { dayOfWeek: 'WEDNESDAY' }, '2026-11-26T00:00:00+02:00', false],
    ['day-week-in-month', { dayOfWeek: 'MONDAY', dayInMonth: 'FIRST' }, '2026-12-07T11:00:00Z', true],
    ['day-week-in-month', { dayOfWeek: 'MONDAY', dayInMonth: 'FIRST' }, '2026-12-14T11:00:00Z', false],
    ['day-week-in-month', { dayOfWeek: 'MONDAY', dayInMonth: 'SECOND' }, '2026-12-14T11:00:00Z', true],
    ['day-week-in-month', { dayOfWeek: 'MONDAY', dayInMonth: 'LAST' }, '2026-12-28T11:00:00Z', true],
    ['day-week-in-month', { dayOfWeek: 'SATURDAY', dayInMonth: 'LAST' }, '2026-10-24T11:00:00Z', false],
    ['day-week-in-month', { dayOfWeek: 'TUESDAY', dayInMonth: 'FIRST' }, '2026-12-07T11:00:00Z', false],
    ['date-time-between', { after: '2026-11-26T10:00:00Z' }, '2026-11-26T12:00:01+02:00', true],
    ['date-time-between', { after: '2026-11-26T10:00:00Z' }, '2026-11-26T12:00:00+02:00', false],
    ['date-time-between', { before: '2026-11-26T10:00:00Z' }, '2026-11-26T09:59:59Z', true],
    [
      'date-time-between',
      { after: '2026-01-01T00:00:00Z', before: '2026-02-01T00:00:00Z' },
      '2026-03-01T00:00:00Z',
      false,
    ],
    ['time-between', { after: '09:00:00Z', before: '17:00:00Z' }, '2026-11-26T11:00:00+01:00', true],
    ['time-between', { after: '09:00:00Z', before: '17:00:00Z' }, '2026-11-26T08:59:59Z', false],
    ['time-between', { after: '09:00:00+02:00' }, '2026-11-26T07:30:00Z', true],
    ['time-between', { before: '16:19:12-05:00' }, '2026-11-26T21:30:00Z', false],
  ])('%s %j on %s', async (...[type, properties, rendered, holds]) => {
    expect(await judge(type, properties, { rendered })).toBe(holds)
  })

  it('holidays that nobody knows are an error, not an answer', async () => {
    const judged = (properties: JsonObject) => judge('public-holiday', properties, { rendered: '2026-01-01' })
    await expect(judged({ country: 'ZZ' })).rejects.toThrow('The holidays of ZZ are not known')
    await expect(judged({ country: 'DE', subDivision: 'XX' })).rejects.toThrow('of XX in DE are not known')
  })

  it('what is no date is an error, not an answer', async () => {
    await expect(judge('weekend', {}, { rendered: 'yesterday' })).rejects.toThrow('`yesterday` is no date')
    await expect(judge('time-between', { after: '09:00Z' }, { rendered: '2026-13-01' })).rejects.toThrow(
      'no date',
    )
  })
})
