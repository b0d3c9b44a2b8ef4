import { executionOf, type ConditionTest } from '#engine/flow/triggers/condition.ts'

type Value = string | number | boolean
type Labels = Record<string, Value> | { key: string; value: Value }[]

const test: ConditionTest<{ labels: Labels }> = async ({ labels }, facts) => {
  const has = executionOf(facts).labels
  const wanted = Array.isArray(labels)
    ? labels.map(({ key, value }) => [key, value] as const)
    : Object.entries(labels)
  return wanted.every(([key, value]) => has[key] === String(value))
}

export default test
