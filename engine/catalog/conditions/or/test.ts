import type { ConditionTest } from '#engine/flow/triggers/condition.ts'

const test: ConditionTest<object> = async (_, { parts }) => {
  for (const holds of parts) if (await holds()) return true
  return false
}

export default test
