import { executionOf, type ConditionTest } from '#engine/flow/triggers/condition.ts'
import type { State } from '#engine/flow/flow.ts'

const test: ConditionTest<{ in?: State[]; notIn?: State[] }> = async ({ in: allowed, notIn }, facts) => {
  const { state } = executionOf(facts)
  return (allowed === undefined || allowed.includes(state)) && !notIn?.includes(state)
}

export default test
