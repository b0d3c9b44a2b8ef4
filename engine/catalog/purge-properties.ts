import { z } from 'zod'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { Remark } from '#engine/flow/spec.ts'

/** Of which flows and from when something is removed for good. */
export const purgeProperties = {
  namespace: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Namespace, with those below it; without it all that the flow may reach: its own tree, or everything for a flow of `system`.',
    ),
  flowId: z.string().min(1).optional().describe('Only of this flow of the namespace.'),
  startDate: z.string().min(1).optional().describe('Nothing older than this.'),
  endDate: z.string().min(1).describe("Nothing newer than this: `{{ now() | dateAdd(-1, 'MONTHS') }}`."),
}

/** A flow's id alone names no flow. */
export function reviewPurge({ namespace, flowId }: JsonObject): Remark[] {
  if (flowId === undefined || namespace !== undefined) return []
  return [{ kind: 'problem', message: '`flowId` needs the `namespace` of the flow', path: ['flowId'] }]
}
