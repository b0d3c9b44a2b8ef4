import type { JsonObject, Trigger } from '#engine/flow/flow.ts'
import type { Trigger as TriggerRow } from '#generated/prisma/client.ts'

import { backfillOf } from './backfill-state.ts'
import { triggerSource } from './trigger-source.ts'

/** Kestra's shape of what became of a trigger, by its older names too. */
export interface TriggerStateView {
  namespace: string
  flowId: string
  triggerId: string
  /** Canonical type. */
  type: string
  kind?: 'SCHEDULE'
  disabled: boolean
  /** The flow's source disables it: then it cannot be switched on. */
  sourceDisabled: boolean
  locked: boolean
  /** The last execution that it started. */
  executionId?: string
  date?: string
  lastTriggeredDate?: string
  nextExecutionDate?: string
  nextEvaluationDate?: string
  evaluatedAt?: string
  updatedAt: string
  updatedDate: string
  stopAfter?: string[]
  /** Why it could start nothing the last time. */
  error?: string
  backfill?: BackfillView
}

export interface BackfillView {
  start: string
  end: string
  currentDate: string
  paused: boolean
  inputs: JsonObject
  labels: { key: string; value: string }[]
  /** Times that were looked at, of how many, and executions that began. */
  looked: number
  started: number
  total?: number
}

/** A row of the list: the trigger as its author wrote it, and what became of it. */
export interface TriggerRowView {
  trigger: JsonObject
  state: TriggerStateView
  abstractTrigger: JsonObject
  triggerContext: TriggerStateView
}

const iso = (date: Date | null) => date?.toISOString()

export function stateView(row: TriggerRow, trigger: Trigger): TriggerStateView {
  const { namespace, flowId, triggerId, type } = row
  const [last, next] = [iso(row.lastAt), iso(row.nextAt)]
  return {
    namespace,
    flowId,
    triggerId,
    type,
    ...(row.source === 'clock' ? { kind: 'SCHEDULE' as const } : {}),
    disabled: row.disabled || row.sourceDisabled,
    sourceDisabled: row.sourceDisabled,
    locked: row.lockedBy !== null,
    executionId: row.lastExecutionId ?? undefined,
    date: last,
    lastTriggeredDate: last,
    nextExecutionDate: next,
    nextEvaluationDate: next,
    evaluatedAt: iso(row.evaluatedAt),
    updatedAt: row.updatedAt.toISOString(),
    updatedDate: row.updatedAt.toISOString(),
    stopAfter: trigger.stopAfter,
    error: row.error ?? undefined,
    backfill: backfillView(row.backfill),
  }
}

function backfillView(stored: unknown): BackfillView | undefined {
  const backfill = backfillOf(stored)
  if (!backfill) return undefined
  const { start, end, done, paused, inputs, labels, looked, started, total } = backfill
  return {
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    currentDate: new Date(Math.max(start, done)).toISOString(),
    paused,
    inputs,
    labels: Object.entries(labels).map(([key, value]) => ({ key, value })),
    looked,
    started,
    total,
  }
}

export function rowView(row: TriggerRow, trigger: Trigger): TriggerRowView {
  const source = triggerSource(trigger)
  const state = stateView(row, trigger)
  return { trigger: source, state, abstractTrigger: source, triggerContext: state }
}
