import { executionOf, type ConditionTest } from '#engine/flow/triggers/condition.ts'

const test: ConditionTest<{
  namespace: string
  comparison?: 'EQUALS' | 'PREFIX' | 'SUFFIX'
  prefix: boolean
}> = async ({ namespace, comparison, prefix }, facts) => {
  const actual = executionOf(facts).namespace
  switch (comparison ?? (prefix ? 'PREFIX' : 'EQUALS')) {
    case 'PREFIX':
      return actual.startsWith(namespace)
    case 'SUFFIX':
      return actual.endsWith(namespace)
    default:
      return actual === namespace
  }
}

export default test
