import { db, type Tx } from './db.ts'
import { gather, tell } from './events.ts'
import { drainSoon, owes } from './outbox/soon.ts'
import { log } from './log.ts'

/** Milliseconds that it may wait for a connection, and then run. */
interface Patience {
  maxWait: number
  timeout: number
}

/** What is committed, and what has to follow. */
interface Committed<T> {
  result: T
  /** Does what was asked for `afterCommit`; never rejects. */
  follow(): Promise<void>
}

/** What the transactions under way want done when they are committed. */
const wanted = new WeakMap<Tx, (() => Promise<void>)[]>()

/**
 * Does something outside of the database once this transaction is committed. It may be lost with the process, so the sweep
 * must find what was not done. A failure is logged.
 */
export function afterCommit(tx: Tx, work: () => Promise<void>): void {
  wanted.get(tx)?.push(work)
}

/**
 * Runs in one transaction. What it announces is told in one statement, as its last; what it owes to others is done soon after
 * the commit.
 */
export async function transaction<T>(work: (tx: Tx) => Promise<T>, patience?: Patience): Promise<T> {
  const { result, follow } = await committed(work, patience)
  await follow()
  return result
}

/** The same, for a caller that lets go of something between the commit and what follows. */
export async function committed<T>(work: (tx: Tx) => Promise<T>, patience?: Patience): Promise<Committed<T>> {
  const after: (() => Promise<void>)[] = []
  const { result, owed } = await db.$transaction(async (tx) => {
    const topics = gather(tx)
    wanted.set(tx, after)
    const value = await work(tx)
    await tell(tx, topics)
    return { result: value, owed: owes(tx) }
  }, patience)
  if (owed) drainSoon()
  return { result, follow: () => followAll(after) }
}

async function followAll(works: readonly (() => Promise<void>)[]): Promise<void> {
  for (const work of works) {
    try {
      await work()
    } catch (error) {
      log().warn({ error: String(error) }, 'What follows a commit could not be done yet')
    }
  }
}
