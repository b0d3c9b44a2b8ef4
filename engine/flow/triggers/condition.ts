import type { JsonObject, State } from '../flow.ts'

/** An execution that a trigger heard of. */
export interface HeardExecution {
  id: string
  namespace: string
  flowId: string
  flowRevision: number
  state: State
  labels: Readonly<Record<string, string>>
  /** Of its flow; empty where there are none. */
  outputs: JsonObject
  /** States of the attempts of each of its task runs. */
  attempts: readonly (readonly State[])[]
}

/** What a condition is judged by. */
export interface ConditionFacts {
  /** The flow that the trigger belongs to. */
  flow: { namespace: string; id: string }
  execution?: HeardExecution
  /** A template in the variables that the trigger knows. @throws where it cannot be evaluated */
  render(template: string): Promise<string>
  /** The conditions that it holds, in their order; asked only where the answer counts. */
  parts: readonly (() => Promise<boolean>)[]
}

/** The default export's shape of every `test.ts` in the catalog. */
export type ConditionTest<P = JsonObject> = (properties: P, facts: ConditionFacts) => Promise<boolean>

/** @throws Error where the trigger hears of none: the parser lets such a condition stand under no other trigger */
export function executionOf({ execution }: ConditionFacts): HeardExecution {
  if (!execution) throw new Error('The condition asks for an execution, and there is none')
  return execution
}
