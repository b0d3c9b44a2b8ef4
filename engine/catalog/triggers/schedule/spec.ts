import { z } from 'zod'
import { parseCron } from '#engine/flow/cron/parse-cron.ts'
import { isTimeZone } from '#engine/flow/cron/zone.ts'
import { isDuration } from '#engine/flow/duration.ts'
import type { TriggerSpec } from '#engine/flow/spec.ts'
import { moment } from '#engine/flow/triggers/rendered-date.ts'

export default {
  type: 'schedule',
  aliases: ['io.kestra.plugin.core.trigger.Schedule', 'io.kestra.core.models.triggers.types.Schedule'],
  title: 'Schedule',
  description:
    'Starts the flow at the times of a cron expression. Where the clock is put forward, a time that is skipped comes at once after the gap; where it is put back, a named time comes once.',
  icon: 'calendar-clock',
  source: 'clock',
  properties: z
    .object({
      cron: z
        .string()
        .describe(
          'Minute, hour, day of month, month, day of week: `0 9 * * MON-FRI`; or `@hourly`, `@daily`, `@weekly`, `@monthly`, `@yearly`.',
        ),
      withSeconds: z.boolean().default(false).describe('Whether a field for the second comes first.'),
      timezone: z
        .string()
        .refine(isTimeZone, { error: (issue) => `there is no time zone \`${String(issue.input)}\`` })
        .describe('Zone of the times, such as `Europe/Berlin`; without it the zone of the installation.')
        .optional(),
      lateMaximumDelay: z
        .string()
        .refine(isDuration, { error: 'must be an ISO 8601 duration such as `PT10M`' })
        .describe('A time that comes later than this is passed over, ISO 8601.')
        .optional(),
      recoverMissedSchedules: z
        .enum(['ALL', 'LAST', 'NONE'])
        .default('ALL')
        .describe(
          'What becomes of times that came while nothing could run: all of them, the last one, or none.',
        ),
      backfill: z
        .object({ start: moment.describe('First time to make up for.') })
        .describe(
          'Times that are made up for when the flow is published for the first time. Better asked for on the page of triggers.',
        )
        .optional(),
    })
    .check(({ value, issues }) => {
      const read = parseCron(value.cron, value.withSeconds)
      if ('problem' in read)
        issues.push({
          code: 'custom',
          message: `invalid cron expression \`${value.cron}\`: ${read.problem}`,
          input: value.cron,
          path: ['cron'],
        })
    }),
  propertyAliases: { scheduleConditions: 'conditions' },
  outputs: z.object({
    date: z.string().describe('The time that it was meant for, ISO 8601 in the zone of the schedule.'),
    next: z.string().optional().describe('The next time after it.'),
    previous: z.string().optional().describe('The last time before it.'),
  }),
} satisfies TriggerSpec
