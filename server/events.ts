import type { Tx } from './db.ts'

/**
 * What the browser can listen to. An event is a hint without data: whoever hears it asks again.
 * `execution:<id>`, `request:<id>`, `requests:<personId>`, `inbox:<personId>`, `notices:<personId>`, `flow:<namespace>/<id>`, `runs`.
 */
export type Topic = string

/** Postgres NOTIFY channel that the web processes listen on; the payload is a JSON list of topics. */
export const channel = 'formwork'

/** Tells the browsers after this transaction's commit. */
export async function announce(tx: Tx, topics: readonly Topic[]): Promise<void> {
  // a payload holds 8,000 bytes at most
  for (let i = 0; i < topics.length; i += 100) {
    await tx.$executeRaw`SELECT pg_notify(${channel}, ${JSON.stringify([...new Set(topics.slice(i, i + 100))])})`
  }
}
