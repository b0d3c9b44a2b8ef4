import type { Tx } from '#server/db.ts'

/** Does one thing that is owed. What it writes in the transaction, which also notes the duty as done, is done once. */
export type Handler = (payload: unknown, tx: Tx) => Promise<void>
