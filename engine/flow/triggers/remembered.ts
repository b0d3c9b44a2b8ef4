import { z } from 'zod'
import { isDuration } from '../duration.ts'
import { timeWindowSchema, type TimeWindow } from './time-window.ts'

const duration = z.string().refine(isDuration, { error: 'must be an ISO 8601 duration such as `PT1H`' })

/** Properties of whatever remembers that conditions came true. */
export const rememberedKeys = z.object({
  id: z
    .string()
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]*$/)
    .describe('Name of what is remembered, unique in the flow.'),
  timeWindow: timeWindowSchema.describe('How long a condition that came true is remembered.').optional(),
  window: duration.describe('The same as `timeWindow.window`.').optional(),
  windowAdvance: duration.describe('The same as `timeWindow.windowAdvance`.').optional(),
  resetOnSuccess: z
    .boolean()
    .default(true)
    .describe('Whether all must come true again before the next start within the same window.'),
})

/** How long, whichever way it is spelled. */
export function timeWindowOf({
  timeWindow,
  window,
  windowAdvance,
}: z.output<typeof rememberedKeys>): TimeWindow {
  return {
    ...(timeWindow ?? { type: 'DURATION_WINDOW' as const }),
    ...(window === undefined ? {} : { window }),
    ...(windowAdvance === undefined ? {} : { windowAdvance }),
  }
}
