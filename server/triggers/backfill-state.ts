import { randomUUID } from 'node:crypto'
import { z } from 'zod'

/** A backfill as its trigger's row keeps it. Times are epoch milliseconds. */
const schema = z.object({
  /** Names its workflow: a new backfill is a new one. */
  id: z.string(),
  start: z.number(),
  end: z.number(),
  /** Times up to here are done. */
  done: z.number(),
  paused: z.boolean(),
  inputs: z.record(z.string(), z.json()),
  labels: z.record(z.string(), z.string()),
  /** How many times were looked at, and how many executions began. */
  looked: z.number(),
  started: z.number(),
  /** How many times there are in all; undefined where there are too many to count. */
  total: z.number().optional(),
})

export type Backfill = z.infer<typeof schema>

export function backfillOf(stored: unknown): Backfill | undefined {
  return schema.safeParse(stored).data
}

export function newBackfill(
  given: Pick<Backfill, 'start' | 'end'> & Partial<Pick<Backfill, 'inputs' | 'labels' | 'total'>>,
): Backfill {
  const { start, end, inputs = {}, labels = {}, total } = given
  // the first time may be the start itself
  const done = start - 1
  const backfill = {
    id: randomUUID(),
    start,
    end,
    done,
    paused: false,
    inputs,
    labels,
    looked: 0,
    started: 0,
  }
  return total === undefined ? backfill : { ...backfill, total }
}
