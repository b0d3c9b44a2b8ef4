import { z } from 'zod'
import { logLevels, states } from '../flow.ts'
import {
  checkSchema,
  concurrencySchema,
  labelsSchema,
  pluginDefaultSchema,
  slaSchema,
  workerGroupSchema,
} from './flow-parts.ts'
import { durationOrTemplate, durationSchema, idSchema, localText, namespaceSchema } from './key-values.ts'

/** Keys of a flow that hold neither tasks nor inputs. */
export const flowKeys = z.object({
  id: idSchema.describe('Name of the flow, unique in its namespace and never changed.'),
  namespace: namespaceSchema.describe('Where the flow belongs: `company.finance`.'),
  revision: z.int().describe('Set by the server at each save; a value given here has no effect.').optional(),
  displayName: localText.describe('Title that requesters see; may be given for each language.').optional(),
  description: localText
    .describe('What the flow is for, Markdown; may be given for each language.')
    .optional(),
  labels: labelsSchema
    .describe('Labels of the flow and of every execution: a map, or a list of `key` and `value`.')
    .optional(),
  variables: z.record(z.string(), z.json()).describe('Values that expressions see under `vars`.').optional(),
  timeout: durationSchema.describe('Longest duration of an execution, ISO 8601.').optional(),
  owner: z.string().min(1).describe('Slug of the group that is told of failures.').optional(),
  disabled: z.boolean().describe('A disabled flow cannot be started.').default(false),
  deleted: z
    .literal(false, { error: 'a flow is deleted by the product, not by its source' })
    .describe('Set by the server; only `false` may stand here.')
    .optional(),
  concurrency: concurrencySchema.describe('How many executions may run at once.').optional(),
  sla: z.array(slaSchema).describe('What an execution has to keep to.').optional(),
  checks: z.array(checkSchema).describe('Rules over the inputs, looked at before a start.').optional(),
  pluginDefaults: z
    .array(pluginDefaultSchema)
    .describe('Values of properties for all tasks and triggers of a type.')
    .optional(),
  workerGroup: workerGroupSchema.describe('The workers that run the flow: `default`.').optional(),
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
  logToFile: z
    .boolean()
    .describe('Also keeps the lines of each attempt as a file of the execution, told with the attempt.')
    .optional(),
  rerun: z
    .enum(['ALWAYS', 'IF_CHANGED', 'NEVER'])
    .describe(
      'Whether a next round, after an approval sent the request back, plays the task again; without it where what its properties come to has changed.',
    )
    .optional(),
  workerGroup: workerGroupSchema.describe('The workers that run the task: `default`.').optional(),
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
  description: z.string().describe('What the trigger is for, Markdown.').optional(),
  disabled: z.boolean().describe('A disabled trigger starts nothing.').default(false),
  inputs: z
    .record(z.string(), z.json())
    .describe('Inputs that the flow is started with; templates see `trigger`.')
    .optional(),
  labels: labelsSchema
    .describe('Labels of the executions that it starts, beside those of the flow; values may be templates.')
    .optional(),
  stopAfter: z
    .array(z.enum(states))
    .describe('The trigger is disabled once an execution that it started ends in one of these states.')
    .optional(),
  allowConcurrent: z
    .boolean()
    .describe(
      'Whether it may start an execution while the last one that it started still lives; true without it.',
    )
    .optional(),
  logToFile: z
    .literal(false, { error: 'a trigger writes no log of its own; remove it' })
    .describe('Only `false`: a trigger writes no log of its own.')
    .optional(),
  workerGroup: workerGroupSchema.describe('The workers that it is looked after by: `default`.').optional(),
})

/** Keys of every condition of a trigger. */
export const conditionKeys = z.object({
  type: z.string().describe('What must hold.'),
})

/** Older names of a flow's keys. */
export const flowAliases: Readonly<Record<string, string>> = { taskDefaults: 'pluginDefaults' }

export const refusedFlowKeys: Readonly<Record<string, string>> = {
  templateId: 'templates are gone from the language; make a flow and call it as a subflow',
  tenantId: 'there is one tenant; remove it',
}

export const refusedTaskKeys: Readonly<Record<string, string>> = {
  version: 'there is one version of each type; remove it',
  taskCache: 'results of tasks are not kept for later executions; remove it',
  assets: 'there is no catalog of assets; remove it',
}

export const refusedTriggerKeys: Readonly<Record<string, string>> = {
  logLevel: 'a trigger writes no log of its own; remove it',
  minLogLevel: 'a trigger writes no log of its own; remove it',
  version: 'there is one version of each type; remove it',
  assets: 'there is no catalog of assets; remove it',
}
