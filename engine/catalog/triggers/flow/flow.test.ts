import { describe, expect, it } from 'vitest'
import type { ConditionFacts } from '#engine/flow/triggers/condition.ts'
import type { State } from '#engine/flow/flow.ts'
import hear from './hear.ts'
import spec from './spec.ts'

const facts = (
  more: { state?: State; labels?: Record<string, string>; rendered?: string } = {},
): ConditionFacts => ({
  flow: { namespace: 'company.hr', id: 'listener' },
  execution: {
    id: 'e1',
    namespace: 'company.finance',
    flowId: 'invoices',
    flowRevision: 1,
    state: more.state ?? 'SUCCESS',
    labels: more.labels ?? {},
    outputs: {},
    attempts: [],
  },
  render: async () => {
    if (more.rendered === undefined) throw new Error('nothing was to be rendered')
    return more.rendered
  },
  parts: [],
})

/** Whether the one precondition holds. */
async function holds(preconditions: object, given = facts()): Promise<boolean> {
  const heard = hear(spec.properties.parse({ preconditions: { id: 'p', ...preconditions } }))
  const [part, ...more] = heard.preconditions?.parts ?? []
  if (!part || more.length > 0) throw new Error('one precondition is wanted')
  return part.test(given)
}

const where = (filters: object[], operand?: string) => ({ where: [{ id: 'w', operand, filters }] })

describe('a flow trigger', () => {
  it('hears of every end where it says nothing', () => {
    expect(hear(spec.properties.parse({}))).toEqual({
      states: expect.arrayContaining(['SUCCESS', 'FAILED', 'KILLED', 'CANCELLED']),
      preconditions: undefined,
    })
  })

  it.each([
    [{ namespace: 'company.finance', flowId: 'invoices' }, true],
    [{ namespace: 'company.finance' }, true],
    [{ namespace: 'company' }, false],
    [{ namespace: 'company.finance', flowId: 'orders' }, false],
    [{ namespace: 'company.finance', states: ['FAILED'] }, false],
    [{ namespace: 'company.finance', labels: { team: 'x' } }, false],
  ])('an upstream flow %j: %s', async (upstream, expected) => {
    expect(await holds({ flows: [upstream] })).toBe(expected)
  })

  it('looks at labels as texts', async () => {
    const upstream = { namespace: 'company.finance', labels: { year: 2026, paid: true } }
    expect(await holds({ flows: [upstream] }, facts({ labels: { year: '2026', paid: 'true' } }))).toBe(true)
  })

  it.each([
    [{ field: 'FLOW_ID', type: 'EQUAL_TO', value: 'invoices' }, true],
    [{ field: 'FLOW_ID', type: 'NOT_EQUAL_TO', value: 'invoices' }, false],
    [{ field: 'FLOW_ID', type: 'IN', values: ['orders', 'invoices'] }, true],
    [{ field: 'FLOW_ID', type: 'NOT_IN', values: ['orders', 'invoices'] }, false],
    [{ field: 'NAMESPACE', type: 'STARTS_WITH', value: 'company' }, true],
    [{ field: 'NAMESPACE', type: 'ENDS_WITH', value: 'company' }, false],
    [{ field: 'NAMESPACE', type: 'CONTAINS', value: '.fin' }, true],
    [{ field: 'NAMESPACE', type: 'REGEX', value: 'company\\..*' }, true],
    [{ field: 'NAMESPACE', type: 'REGEX', value: 'company' }, false],
    [{ field: 'STATE', type: 'EQUAL_TO', value: 'SUCCESS' }, true],
    [{ field: 'STATE', type: 'IS_NOT_NULL', value: '' }, true],
    [{ field: 'STATE', type: 'IS_NULL', value: '' }, false],
  ])('a filter %j: %s', async (filter, expected) => {
    expect(await holds(where([filter]))).toBe(expected)
  })

  it.each([
    ['IS_TRUE', 'true', true],
    ['IS_TRUE', 'false', false],
    ['IS_FALSE', '0', true],
    ['IS_NULL', '', true],
  ])('an expression that %s, rendered to `%s`: %s', async (type, rendered, expected) => {
    const filter = { field: 'EXPRESSION', type, value: '{{ labels.some }}' }
    expect(await holds(where([filter]), facts({ rendered }))).toBe(expected)
  })

  it('filters are looked at in turn: a later one may make sense only where the earlier ones hold', async () => {
    const [isOrders, broken] = [
      { field: 'FLOW_ID', type: 'EQUAL_TO', value: 'orders' },
      { field: 'EXPRESSION', type: 'IS_TRUE', value: '{{ labels.gone }}' },
    ]
    expect(await holds(where([isOrders, broken]))).toBe(false)
    const isInvoices = { ...isOrders, value: 'invoices' }
    expect(await holds(where([isInvoices, broken], 'OR'))).toBe(true)
    await expect(holds(where([isInvoices, broken]))).rejects.toThrow('rendered')
  })
})
