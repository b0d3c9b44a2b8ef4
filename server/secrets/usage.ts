import { literalCalls } from '#engine/flow/expressions/literal-calls.ts'
import type { Json } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { can, demand } from '#server/people/can.ts'

export interface FlowName {
  namespace: string
  id: string
}

/** More are not looked at. */
const mostFlows = 2000

/**
 * Which flows of a namespace and below it name which secret, by its key, as far as the actor may see them. A key that a
 * template computes is not found.
 * @throws AppError `forbidden`, `not-found`
 */
export async function secretUsage(actor: Actor, namespace: string): Promise<Record<string, FlowName[]>> {
  demand(actor, 'secret:read', { namespace })
  const rows = await db.$queryRaw<(FlowName & { compiled: Json })[]>`
    SELECT f.namespace, f.id, r.compiled FROM "Flow" f
    JOIN "FlowRevision" r ON r.namespace = f.namespace AND r."flowId" = f.id AND r.revision = f.revision
    WHERE NOT f.deleted AND (f.namespace = ${namespace} OR starts_with(f.namespace, ${`${namespace}.`}))
      AND strpos(r.compiled::text, 'secret(') > 0
    ORDER BY f.namespace, f.id LIMIT ${mostFlows}`
  const usage = new Map<string, FlowName[]>()
  for (const { compiled, ...flow } of rows) {
    if (!can(actor, 'flow:read', { namespace: flow.namespace })) continue
    for (const key of literalCalls(compiled, { name: 'secret', argument: 'key' }))
      usage.set(key, [...(usage.get(key) ?? []), flow])
  }
  return Object.fromEntries(usage)
}
