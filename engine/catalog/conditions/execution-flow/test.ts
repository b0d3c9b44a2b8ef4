import { executionOf, type ConditionTest } from '#engine/flow/triggers/condition.ts'

const test: ConditionTest<{ namespace: string; flowId: string }> = async ({ namespace, flowId }, facts) => {
  const execution = executionOf(facts)
  return execution.namespace === namespace && execution.flowId === flowId
}

export default test
