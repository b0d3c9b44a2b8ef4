import { db, type Tx } from './db.ts'
import { gather, tell } from './events.ts'

/** Milliseconds that it may wait for a connection, and then run. */
interface Patience {
  maxWait: number
  timeout: number
}

/** Runs in one transaction. What it announces is told in one statement, as its last. */
export function transaction<T>(work: (tx: Tx) => Promise<T>, patience?: Patience): Promise<T> {
  return db.$transaction(async (tx) => {
    const topics = gather(tx)
    const result = await work(tx)
    await tell(tx, topics)
    return result
  }, patience)
}
