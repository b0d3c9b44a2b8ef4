import type { ConditionTest } from '#engine/flow/triggers/condition.ts'

const test: ConditionTest<{ expression: string }> = async ({ expression }, facts) => {
  const text = (await facts.render(expression)).trim()
  return text !== '' && text !== 'false'
}

export default test
