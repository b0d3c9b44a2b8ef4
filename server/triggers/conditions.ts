import type { Condition, Flow } from '#engine/flow/flow.ts'
import type { ConditionFacts, HeardExecution } from '#engine/flow/triggers/condition.ts'
import { conditionTests } from '#generated/catalog/conditions.ts'
import type { TriggerScope } from './scope.ts'

export interface Judging {
  flow: Pick<Flow, 'namespace' | 'id'>
  scope: TriggerScope
  execution?: HeardExecution
}

export function factsOf({ flow, scope, execution }: Judging): ConditionFacts {
  return {
    flow: { namespace: flow.namespace, id: flow.id },
    execution,
    render: (template) => scope.render(template),
    parts: [],
  }
}

/** Whether a condition holds. @throws Error where it cannot be evaluated */
export async function conditionHolds(condition: Condition, judging: Judging): Promise<boolean> {
  const test = conditionTests[condition.type]
  if (!test) throw new Error(`There is no condition ${condition.type}`)
  const parts = (condition.parts ?? []).map((part) => () => conditionHolds(part.condition, judging))
  return test(condition.properties, { ...factsOf(judging), parts })
}

/** Whether all hold; the first that does not ends it. @throws Error where one cannot be evaluated */
export async function allHold(conditions: readonly Condition[], judging: Judging): Promise<boolean> {
  for (const condition of conditions) if (!(await conditionHolds(condition, judging))) return false
  return true
}
