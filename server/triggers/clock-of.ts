import type { Clock } from '#engine/catalog/trigger-host.ts'
import type { Trigger } from '#engine/flow/flow.ts'
import { clocks } from '#generated/catalog/clocks.ts'
import { env } from '#server/env.ts'

/** A revision's triggers never change, so a clock that was made stays right. */
const made = new WeakMap<Trigger, Clock>()

/** The times of a trigger that the clock starts; undefined for the others. */
export function clockOf(trigger: Trigger): Clock | undefined {
  const known = made.get(trigger)
  if (known) return known
  const clock = clocks[trigger.type]?.(trigger.properties, env().FORMWORK_TIMEZONE)
  if (clock) made.set(trigger, clock)
  return clock
}
