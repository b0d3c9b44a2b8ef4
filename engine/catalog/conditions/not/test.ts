import type { ConditionTest } from '#engine/flow/triggers/condition.ts'

const test: ConditionTest<object> = async (_, { parts }) => {
  for (const holds of parts) if (await holds()) return false
  return true
}

export default test
