import type { Tx } from './db.ts'

/**
 * What the browser can listen to. An event is a hint without data: whoever hears it asks again.
 * `execution:<id>`, `logs:<executionId>`, `request:<id>`, `requests:<personId>`, `app:<id>` (its requests), `drafts:<personId>`, `inbox:<personId>`, `notices:<personId>`, `flow:<namespace>/<id>`, `kv:<namespace>`, `kv`, `secrets:<namespace>`, `namespaces:<id>`, `namespace-files:<namespace>`, `runs`, `triggers`, `apps`.
 */
export type Topic = string

/** Postgres NOTIFY channel that the web processes listen on; the payload is a JSON list of topics. */
export const channel = 'formwork'

/** What the transactions under way have announced so far. */
const announced = new WeakMap<Tx, Set<Topic>>()

/** From now on what this transaction announces waits in this set, for `tell`. */
export function gather(tx: Tx): Set<Topic> {
  const topics = new Set<Topic>()
  announced.set(tx, topics)
  return topics
}

/** Tells the browsers after this transaction's commit. */
export async function announce(tx: Tx, topics: readonly Topic[]): Promise<void> {
  const waiting = announced.get(tx)
  if (!waiting) return tell(tx, new Set(topics))
  for (const topic of topics) waiting.add(topic)
}

/** Hands topics to Postgres, which passes them on at the commit. */
export async function tell(tx: Pick<Tx, '$executeRaw'>, topics: ReadonlySet<Topic>): Promise<void> {
  const all = [...topics]
  // a payload holds 8,000 bytes at most
  for (let i = 0; i < all.length; i += 100) {
    await tx.$executeRaw`SELECT pg_notify(${channel}, ${JSON.stringify(all.slice(i, i + 100))})`
  }
}
