import { z } from 'zod'
import type { Json, JsonObject } from '../flow.ts'
import type { Problem } from '../problem.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { pluginDefaultSchema } from './flow-parts.ts'
import { namespaceSchema } from './key-values.ts'
import { defaultsOf } from './plugin-defaults.ts'
import { readYaml } from './read-yaml.ts'
import { Report } from './report.ts'
import { checkShape } from './shape.ts'
import { entryOf, toJson } from './tree.ts'

/** What a namespace gives to the flows in it and below it. */
export interface NamespaceSettings {
  variables: JsonObject
  pluginDefaults: Json[]
  allowedNamespaces: string[]
}

const keys = z.object({
  variables: z
    .record(z.string(), z.json())
    .describe('Values that templates see under `namespace`.')
    .optional(),
  pluginDefaults: z
    .array(pluginDefaultSchema)
    .describe('Values of properties for all tasks and triggers of a type.')
    .optional(),
  allowedNamespaces: z
    .array(namespaceSchema)
    .max(200)
    .describe(
      'Namespaces of other trees whose flows, with those below them, may use what is in it and below it.',
    )
    .optional(),
})

const nothing = /^\s*(#.*)?$/

/** Reads `variables`, `pluginDefaults` and `allowedNamespaces` of a namespace. Never throws for what an author wrote. */
export function parseNamespaceSettings(
  source: string,
  vocabulary: Vocabulary,
): { settings?: NamespaceSettings; problems: Problem[] } {
  if (source.split('\n').every((line) => nothing.test(line)))
    return { settings: { variables: {}, pluginDefaults: [], allowedNamespaces: [] }, problems: [] }
  const report = new Report(source)
  const root = readYaml(report)
  if (!root) return { problems: report.problems() }
  if (root.kind !== 'map') {
    report.add(
      'wrong-type',
      'The settings must be a map with `variables`, `pluginDefaults` and `allowedNamespaces`',
      {
        path: [],
        offset: root.start,
      },
    )
    return { problems: report.problems() }
  }
  checkShape(report, { node: root, path: [], what: 'a namespace', schemas: [keys], also: [] })
  const context = { report, vocabulary, taskIds: new Map(), defaults: [], flow: { id: '', namespace: '' } }
  defaultsOf(context, entryOf(root, 'pluginDefaults'))
  if (!report.clean) return { problems: report.problems() }
  const valueOf = (key: string) => {
    const node = entryOf(root, key)?.node
    return node && toJson(node)
  }
  const {
    variables = {},
    pluginDefaults = [],
    allowedNamespaces = [],
  } = keys.parse({
    variables: valueOf('variables'),
    pluginDefaults: valueOf('pluginDefaults'),
    allowedNamespaces: valueOf('allowedNamespaces'),
  })
  return { settings: { variables, pluginDefaults, allowedNamespaces }, problems: [] }
}
