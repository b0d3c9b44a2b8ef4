import type { ConditionTest } from '#engine/flow/triggers/condition.ts'

const test: ConditionTest<{ namespace: string; flowId: string }> = async ({ namespace, flowId }, { flow }) =>
  flow.namespace === namespace && flow.id === flowId

export default test
