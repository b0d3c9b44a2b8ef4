import type { ClockTrigger } from '#engine/catalog/trigger-host.ts'
import { calendarsOf } from '#engine/flow/cron/calendars.ts'
import { cronTimes } from '#engine/flow/cron/cron-times.ts'
import { parseCron } from '#engine/flow/cron/parse-cron.ts'
import { durationMs } from '#engine/flow/duration.ts'
import type { z } from 'zod'
import type spec from './spec.ts'

const sync: ClockTrigger<z.output<typeof spec.properties>> = (properties, installationZone) => {
  const { cron: text, withSeconds, timezone, lateMaximumDelay, recoverMissedSchedules, backfill } = properties
  const read = parseCron(text, withSeconds)
  if ('problem' in read) throw new Error(`The schedule cannot be read: ${read.problem}`)
  const timeZone = timezone ?? installationZone
  return {
    ...cronTimes(read.cron, timeZone),
    timeZone,
    calendars: (from) => calendarsOf(read.cron, timeZone, from),
    missed: recoverMissedSchedules,
    latestMs: lateMaximumDelay === undefined ? undefined : durationMs(lateMaximumDelay),
    backfillFrom: backfill && Date.parse(backfill.start),
  }
}

export default sync
