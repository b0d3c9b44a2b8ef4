import type { ConditionTest } from '#engine/flow/triggers/condition.ts'

const test: ConditionTest<{ namespace: string; prefix: boolean }> = async (
  { namespace, prefix },
  { flow },
) => (prefix ? flow.namespace.startsWith(namespace) : flow.namespace === namespace)

export default test
