import type { z } from 'zod'
import type { ExecutionTrigger, Preconditions } from '#engine/catalog/trigger-host.ts'
import { matchesWhole } from '#engine/flow/pattern.ts'
import { executionOf, type ConditionFacts } from '#engine/flow/triggers/condition.ts'
import { isTrueText } from '#engine/flow/truth.ts'
import type spec from './spec.ts'

type Properties = z.output<typeof spec.properties>
type Wanted = NonNullable<Properties['preconditions']>
type Upstream = NonNullable<Wanted['flows']>[number]
type ExecutionFilter = NonNullable<Wanted['where']>[number]
type Filter = ExecutionFilter['filters'][number]

const hear: ExecutionTrigger<Properties> = ({ states, preconditions }) => ({
  states,
  preconditions: preconditions && preconditionsOf(preconditions),
})

export default hear

function preconditionsOf({ id, timeWindow, resetOnSuccess, flows = [], where = [] }: Wanted): Preconditions {
  return {
    id,
    timeWindow: timeWindow ?? { type: 'DURATION_WINDOW' },
    resetOnSuccess,
    parts: [
      ...flows.map((upstream, index) => ({
        name: `flow_${index + 1}`,
        test: async (facts: ConditionFacts) => isUpstream(upstream, facts),
      })),
      ...where.map((filter) => ({
        name: `where_${filter.id}`,
        test: (facts: ConditionFacts) => passes(filter, facts),
      })),
    ],
  }
}

function isUpstream({ namespace, flowId, states, labels = {} }: Upstream, facts: ConditionFacts): boolean {
  const execution = executionOf(facts)
  return (
    execution.namespace === namespace &&
    (flowId === undefined || execution.flowId === flowId) &&
    (states === undefined || states.includes(execution.state)) &&
    Object.entries(labels).every(([key, value]) => execution.labels[key] === String(value))
  )
}

/** One after the other: a later filter may only make sense where the earlier ones hold. */
async function passes({ operand, filters }: ExecutionFilter, facts: ConditionFacts): Promise<boolean> {
  for (const filter of filters) {
    const holds = await compare(filter, facts)
    if (holds === (operand === 'OR')) return holds
  }
  return operand === 'AND'
}

async function compare(filter: Filter, facts: ConditionFacts): Promise<boolean> {
  const actual = await actualOf(filter, facts)
  const { value = '', values = [] } = filter
  switch (filter.type) {
    case 'EQUAL_TO':
      return actual === value
    case 'NOT_EQUAL_TO':
      return actual !== value
    case 'IN':
      return values.includes(actual)
    case 'NOT_IN':
      return !values.includes(actual)
    case 'IS_TRUE':
      return isTrueText(actual)
    case 'IS_FALSE':
      return !isTrueText(actual)
    case 'IS_NULL':
      return actual === ''
    case 'IS_NOT_NULL':
      return actual !== ''
    case 'STARTS_WITH':
      return actual.startsWith(value)
    case 'ENDS_WITH':
      return actual.endsWith(value)
    case 'REGEX':
      return matchesWhole(value, actual)
    case 'CONTAINS':
      return actual.includes(value)
  }
}

async function actualOf({ field, value = '' }: Filter, facts: ConditionFacts): Promise<string> {
  const execution = executionOf(facts)
  if (field === 'FLOW_ID') return execution.flowId
  if (field === 'NAMESPACE') return execution.namespace
  return field === 'STATE' ? execution.state : facts.render(value)
}
