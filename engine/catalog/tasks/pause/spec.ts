import { z } from 'zod'
import { isDuration } from '#engine/flow/duration.ts'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

const duration = dynamic(z.string().refine(isDuration, 'must be an ISO 8601 duration such as `PT30M`'))

export default {
  type: 'pause',
  aliases: ['io.kestra.plugin.core.flow.Pause', 'io.kestra.core.tasks.flows.Pause'],
  title: 'Pause',
  description:
    'Waits until somebody resumes the execution, or for a time; the execution is PAUSED meanwhile and keeps its slot. `timeout` fails it. The wait occupies no worker and outlives every restart.',
  icon: 'circle-pause',
  mode: 'control',
  properties: z.object({
    pauseDuration: duration
      .describe(
        'How long it lasts where nobody resumes it, ISO 8601: `PT30M`. Without it, until it is resumed.',
      )
      .optional(),
    behavior: dynamic(z.enum(['RESUME', 'WARN', 'FAIL', 'CANCEL']))
      .describe('What follows when `pauseDuration` is over; a resume before that always succeeds.')
      .default('RESUME'),
    onResume: z
      .array(z.json())
      .describe('Inputs that are asked when it is resumed, as those of a flow are.')
      .optional(),
    onPause: z.json().describe('A task that runs when it begins, while it waits: a message, say.').optional(),
    tasks: z.array(z.json()).describe('Tasks after it is resumed; put them after it instead.').optional(),
  }),
  branches: ['onPause', 'tasks'],
  branchShapes: { onPause: 'single' },
  inputLists: ['onResume'],
  propertyAliases: { delay: 'pauseDuration' },
  outputs: z.object({
    onResume: z.record(z.string(), z.json()).describe('Values of the inputs that were asked, by id.'),
    resumed: z
      .object({
        by: z.string().nullable().describe('Name of the person who resumed it; null: its time was over.'),
        on: z.string().describe('When: an instant, ISO 8601.'),
        to: z.string().describe('State that it went on to.'),
      })
      .describe('How it ended.'),
  }),
} satisfies TaskSpec
