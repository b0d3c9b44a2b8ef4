import { everywhere } from '#server/namespaces/access.ts'
import { isWithin } from '#server/people/can.ts'

/** Root of the namespaces whose executions a flow may see and remove: that of its own; undefined: all there are. */
export function reachOf(home: string): string | undefined {
  const [root = home] = home.split('.')
  return root === everywhere ? undefined : root
}

export function isInReach(home: string, namespace: string): boolean {
  const root = reachOf(home)
  return root === undefined || isWithin(namespace, root)
}

/** @throws Error for a namespace out of reach */
export function demandReach(home: string, namespace: string): void {
  if (isInReach(home, namespace)) return
  throw new Error(`A flow of the namespace '${home}' may not touch executions of '${namespace}'.`)
}
