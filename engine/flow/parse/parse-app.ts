import { z } from 'zod'
import { prefixFor, type App } from '../app.ts'
import type { Problem } from '../problem.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { idSchema, namespaceSchema } from './key-values.ts'
import { readYaml } from './read-yaml.ts'
import { Report } from './report.ts'
import { checkShape } from './shape.ts'

const types = [
  'app',
  'io.kestra.plugin.ee.apps.Execution',
  'io.kestra.plugin.ee.apps.core.Execution',
] as const

/** Keys of an app. */
export const appKeys = z.object({
  id: idSchema.describe('Name of the app, unique in its namespace.'),
  type: z.enum(types).describe('`app`'),
  namespace: namespaceSchema.describe('Namespace of the app and of its flow.'),
  flowId: idSchema.describe('The flow that a submission starts.'),
  displayName: z.string().min(1).max(100).describe('Title in the catalog.'),
  description: z.string().describe('What the app is for, Markdown.').optional(),
  icon: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .describe('Name of a Lucide icon: `shopping-cart`.')
    .optional(),
  tags: z.array(z.string().min(1)).describe('Words that group apps in the catalog.').default([]),
  prefix: z
    .string()
    .regex(/^[A-Z][A-Z0-9]{1,7}$/)
    .describe('Beginning of request numbers: `PUR` in `PUR-1042`. Without it: the first letters of the id.')
    .optional(),
  access: z
    .object({
      type: z
        .literal('PRIVATE', {
          error: '`access.type` can only be `PRIVATE` yet: people sign in to use an app',
        })
        .describe('`PRIVATE`: people sign in.')
        .optional(),
      groups: z
        .array(z.string().min(1))
        .describe('Slugs of the groups that may use the app; empty: everybody.')
        .default([]),
    })
    .describe('Who may use the app.')
    .default({ groups: [] }),
  disabled: z.boolean().describe('A disabled app is not shown and takes no submissions.').default(false),
})

const later = 'it would be accepted and ignored, so it is refused; remove it'
const refused: Readonly<Record<string, string>> = {
  flows: later,
  flowRevision: later,
  executionId: later,
  thumbnail: later,
  expiration: later,
  theme: later,
  languages: later,
  layout: 'every app has the form, the tracker and the results; remove it',
}

export interface ParsedApp {
  /** Only where there is no problem. */
  app?: App
  problems: Problem[]
}

/** Reads an app's source; never throws for what an author wrote. Whether the flow exists is the caller's to know. */
export function parseApp(source: string, _vocabulary: Vocabulary): ParsedApp {
  const report = new Report(source)
  const root = readYaml(report)
  if (!root) return { problems: report.problems() }
  if (root.kind !== 'map') {
    report.add('wrong-type', 'An app must be a map with `id`, `type: app`, `flowId` …', {
      path: [],
      offset: root.start,
    })
    return { problems: report.problems() }
  }
  const [keys] = checkShape(report, {
    node: root,
    path: [],
    what: 'an app',
    schemas: [appKeys],
    also: [],
    refused,
  })
  if (!keys || !report.clean) return { problems: report.problems() }
  const { type: _canonical, ...values } = appKeys.parse(keys)
  const app = {
    ...values,
    prefix: values.prefix ?? prefixFor(values.id),
    access: { groups: values.access.groups },
  }
  return { app, problems: [] }
}
