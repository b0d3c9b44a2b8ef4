import { z } from 'zod'
import { isDuration } from '../duration.ts'
import { holdsTemplate } from '../dynamic.ts'
import { logLevels } from '../flow.ts'

/** Ids of flows, tasks, inputs, outputs, stages. */
export const idSchema = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/)
  .max(100)
export const namespaceSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/)
  .max(150)

/** A text, or one for each language. */
export const localText = z.union([z.string(), z.record(z.string(), z.string())])
export const durationSchema = z.string().refine(isDuration, { error: wantsDuration })
const durationOrTemplate = z
  .string()
  .refine((text) => holdsTemplate(text) || isDuration(text), { error: wantsDuration })

function wantsDuration(issue: { input?: unknown }): string {
  return `must be an ISO 8601 duration such as \`PT30S\` or \`P2D\`, but is \`${String(issue.input)}\``
}

/** Keys of a flow that hold neither tasks nor inputs. */
export const flowKeys = z.object({
  id: idSchema.describe('Name of the flow, unique in its namespace and never changed.'),
  namespace: namespaceSchema.describe('Where the flow belongs: `company.finance`.'),
  revision: z.int().describe('Set by the server at each save; a value given here has no effect.').optional(),
  displayName: localText.describe('Title that requesters see; may be given for each language.').optional(),
  description: z.string().describe('What the flow is for, Markdown.').optional(),
  labels: z
    .union([
      z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      z.array(z.object({ key: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) })),
    ])
    .describe('Labels of the flow and of every execution: a map, or a list of `key` and `value`.')
    .optional(),
  variables: z.record(z.string(), z.json()).describe('Values that expressions see under `vars`.').optional(),
  timeout: durationSchema.describe('Longest duration of an execution, ISO 8601.').optional(),
  owner: z.string().min(1).describe('Slug of the group that is told of failures.').optional(),
  disabled: z.boolean().describe('A disabled flow cannot be started.').default(false),
  stages: z
    .array(
      z.object({
        id: idSchema.describe('Name of the stage.'),
        title: localText.describe('What the requester reads.'),
        tasks: z.array(z.string()).min(1).describe('Ids of top-level tasks.'),
      }),
    )
    .describe('What the requester sees of the progress; without it one stage for each top-level task.')
    .optional(),
})

/** Keys of every task. */
export const taskKeys = z.object({
  id: idSchema.describe('Name of the task, unique in the flow.'),
  type: z.string().describe('What the task does.'),
  description: z.string().describe('What the task is for, Markdown.').optional(),
  disabled: z.boolean().describe('A disabled task is left out.').default(false),
  allowFailure: z
    .boolean()
    .describe('The flow goes on when the task fails, and ends in WARNING.')
    .default(false),
  allowWarning: z.boolean().describe('A WARNING of the task counts as SUCCESS.').default(false),
  runIf: z
    .union([z.string(), z.boolean().transform(String), z.number().transform(String)])
    .describe('The task is skipped when this renders to `false`, `0` or nothing.')
    .optional(),
  timeout: durationOrTemplate.describe('Longest duration of one attempt, ISO 8601.').optional(),
  logLevel: z.enum(logLevels).describe('Least severe log line that is kept.').optional(),
})

/** Keys of every input. */
export const inputKeys = z.object({
  id: idSchema.describe('Name of the input: `inputs.<id>`. Dots nest.'),
  type: z.string().describe('Type of the field.'),
  displayName: localText.describe('Label of the field; may be given for each language.').optional(),
  description: localText
    .describe('Help below the field, Markdown; may be given for each language.')
    .optional(),
  required: z.boolean().describe('Whether a value must be given.').default(true),
  defaults: z
    .json()
    .describe('Value where none is given; may be an expression over earlier inputs.')
    .optional(),
  prefill: z.json().describe('Value that the form opens with; a person may clear it.').optional(),
  dependsOn: z
    .object({
      inputs: z.array(z.string()).min(1).describe('Inputs that must be visible and answered first.'),
      condition: z
        .union([z.string(), z.boolean().transform(String)])
        .describe('The input is hidden when this renders to `false`, `0` or nothing.')
        .optional(),
    })
    .describe('Inputs that this one follows.')
    .optional(),
})

/** Keys of every output of a flow. */
export const outputKeys = z.object({
  id: idSchema.describe('Name of the output.'),
  type: z.string().describe('Type of the value, one of the field types.'),
  displayName: localText.describe('Label that the requester reads.').optional(),
  value: z.json().describe('Expression over `outputs` and all else an execution knows.'),
})

/** Keys of every trigger. */
export const triggerKeys = z.object({
  id: idSchema.describe('Name of the trigger.'),
  type: z.string().describe('What starts the flow.'),
  disabled: z.boolean().describe('A disabled trigger starts nothing.').default(false),
  inputs: z.record(z.string(), z.json()).describe('Inputs that the flow is started with.').optional(),
})

const later = 'it would be accepted and ignored, so it is refused; remove it'

export const refusedFlowKeys: Readonly<Record<string, string>> = {
  concurrency: later,
  sla: later,
  checks: later,
  pluginDefaults: later,
  taskDefaults: later,
  workerGroup: later,
  afterExecution: later,
  listeners: later,
  retry: 'give the retry to the tasks that need it',
}

export const refusedTaskKeys: Readonly<Record<string, string>> = { workerGroup: later, logToFile: later }
