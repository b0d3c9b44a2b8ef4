import type { Concurrency } from '#engine/flow/flow.ts'

/** Kestra's shape of a flow's limit, with what it is and who waits besides. */
export interface LimitView {
  tenantId: string
  namespace: string
  flowId: string
  /** Executions that hold a slot: counted, never kept. */
  running: number
  queued: number
  limit: number
  behavior: Concurrency['behavior']
}
