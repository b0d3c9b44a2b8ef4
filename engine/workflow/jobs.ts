import type { Effect } from '../flow/advance/effects.ts'

/** What runs in a local activity, and what in one of its own. */
export type LocalJob = Extract<Effect, { kind: 'render' | 'run-inline' }>
/** About executions that a task run starts. */
export type CallJob = Extract<Effect, { kind: 'start-children' | 'stop-children' }>
/** About one attempt of a task, or one step of an approval. */
export type AttemptJob = Extract<Effect, { kind: 'run-task' | ApprovalEffect }>
type ApprovalEffect = 'open-approval' | 'escalate-approval'
export type RemoteJob = AttemptJob | CallJob

export function isLocal(effect: Effect): effect is LocalJob {
  return effect.kind === 'render' || effect.kind === 'run-inline'
}

export function isRemote(effect: Effect): effect is RemoteJob {
  return (
    effect.kind === 'run-task' ||
    effect.kind === 'open-approval' ||
    effect.kind === 'escalate-approval' ||
    isCall(effect)
  )
}

export function isCall(effect: Effect): effect is CallJob {
  return effect.kind === 'start-children' || effect.kind === 'stop-children'
}

/** Effects that were asked for and not begun, first come first served. Taken from the front without moving the rest. */
export class Backlog<T extends Effect> {
  private items: T[] = []
  private head = 0

  push(item: T): void {
    this.items.push(item)
  }

  take(): T | undefined {
    const item = this.items[this.head]
    if (item === undefined) return undefined
    this.head++
    if (this.head > 1_000 && this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head)
      this.head = 0
    }
    return item
  }

  /** Takes the job of a task run out, wherever it stands. */
  remove(taskRunId: string): T | undefined {
    const at = this.items.findIndex(
      (item, i) => i >= this.head && 'taskRunId' in item && item.taskRunId === taskRunId,
    )
    return at < 0 ? undefined : this.items.splice(at, 1)[0]
  }

  clear(): void {
    this.items = []
    this.head = 0
  }

  get size(): number {
    return this.items.length - this.head
  }

  all(): T[] {
    return this.items.slice(this.head)
  }
}
