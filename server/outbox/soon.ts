import type { Tx } from '#server/db.ts'

const owing = new WeakSet<Tx>()
let drain: (() => void) | undefined

/** This transaction owes something to others: it is done soon after the commit, and by the sweep at the latest. */
export function owe(tx: Tx): void {
  owing.add(tx)
}

export function owes(tx: Tx): boolean {
  return owing.has(tx)
}

/** What this process drains the outbox with; a process without it leaves that to the others. */
export function drainWith(how: (() => void) | undefined): void {
  drain = how
}

export function drainSoon(): void {
  drain?.()
}
