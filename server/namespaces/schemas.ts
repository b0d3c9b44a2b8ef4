import { z } from 'zod'
import { pluginDefaultSchema } from '#engine/flow/parse/flow-parts.ts'
import { namespaceSchema } from '#engine/flow/parse/key-values.ts'

export const namespaceParams = z.object({ id: namespaceSchema })

const variables = z.record(z.string().min(1).max(200), z.json())
const settings = {
  description: z.string().max(10_000).nullish(),
  variables: variables
    .nullish()
    .describe('Templates of flows in it and below it see them under `namespace`.'),
  pluginDefaults: z
    .array(pluginDefaultSchema)
    .max(500)
    .nullish()
    .describe('Values of properties for all tasks and triggers of a type, of flows in it and below it.'),
  allowedNamespaces: z
    .array(
      z.union([
        namespaceSchema,
        z.object({ namespace: namespaceSchema }).transform(({ namespace }) => namespace),
      ]),
    )
    .max(200)
    .nullish()
    .describe(
      'Namespaces of other trees whose flows, with those below them, may start its flows, hear of its executions and read its keys, files and secrets.',
    ),
  deleted: z.literal(false).optional(),
}
export const createBody = z.strictObject({ id: namespaceSchema, ...settings })
export const updateBody = z
  .strictObject({
    id: namespaceSchema.optional(),
    source: z
      .string()
      .max(1_000_000)
      .optional()
      .describe(
        'Variables, defaults and allowed namespaces as YAML, in place of them; problems are told with line and column.',
      ),
    ...settings,
  })
  .refine(
    ({ source, variables: given, pluginDefaults, allowedNamespaces }) =>
      source === undefined || !(given ?? pluginDefaults ?? allowedNamespaces),
    {
      error: 'Give `source`, or `variables`, `pluginDefaults` and `allowedNamespaces`',
      path: ['source'],
    },
  )

export const namespaceAnswer = z.object({
  id: z.string(),
  deleted: z.boolean(),
  description: z.string().optional(),
  variables: z.record(z.string(), z.json()),
  pluginDefaults: z.array(z.json()),
  allowedNamespaces: z.array(z.object({ namespace: z.string() })),
})
export const variablesAnswer = z.record(z.string(), z.json())
