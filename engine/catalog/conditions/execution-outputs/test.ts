import { executionOf, type ConditionTest } from '#engine/flow/triggers/condition.ts'

const test: ConditionTest<{ expression: string }> = async ({ expression }, facts) => {
  if (Object.keys(executionOf(facts).outputs).length === 0) return false
  const text = (await facts.render(expression)).trim()
  return text !== '' && text !== 'false'
}

export default test
