import type { Json } from '#engine/flow/flow.ts'
import type { Tx } from '#server/db.ts'
import { lineOf } from './line.ts'

/** The namespace whose defaults hold for the flows of all others too. */
export const globalNamespace = 'system'

/** `pluginDefaults` of the namespaces that have any. */
export type DefaultsByNamespace = ReadonlyMap<string, readonly Json[]>

/** They are few: most namespaces have none. */
export async function readDefaults(client: Pick<Tx, 'namespace'>): Promise<DefaultsByNamespace> {
  const rows = await client.namespace.findMany({
    where: { hasDefaults: true },
    select: { id: true, pluginDefaults: true },
  })
  return new Map(rows.map(({ id, pluginDefaults }) => [id, pluginDefaults as Json[]]))
}

/** What a flow of a namespace takes, the nearest first; those for all come last. */
export function defaultsAbove(all: DefaultsByNamespace, namespace: string): Json[] {
  const line = new Set([...lineOf(namespace), globalNamespace])
  return [...line].flatMap((name) => all.get(name) ?? [])
}

/**
 * Until the end of the transaction: saves of flows go side by side, but not beside a change of the defaults, which would miss
 * them. Taken before the lock of a flow.
 */
export async function lockDefaults(tx: Tx, how: 'shared' | 'exclusive'): Promise<void> {
  if (how === 'shared')
    await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended('plugin-defaults', 0))`
  else await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('plugin-defaults', 0))`
}
