import type { App, AppFlow, Layout } from '../app.ts'
import { prefixFor } from '../app.ts'
import type { Flow } from '../flow.ts'
import type { Note, Problem } from '../problem.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { appKeys } from './app-keys.ts'
import { checkAgainstFlows } from './app-against-flows.ts'
import { parseLayout } from './parse-layout.ts'
import { readYaml } from './read-yaml.ts'
import { Report } from './report.ts'
import { checkShape } from './shape.ts'
import { noteLooks } from './app-looks.ts'
import { entryOf, type Mapping } from './tree.ts'

export interface ParsedApp {
  /** Only where there is no problem. */
  app?: App
  /** All of them, in the order of the source. */
  problems: Problem[]
  /** What an author should know of it all the same. */
  notes: Note[]
}

export type KnownFlow = Pick<Flow, 'inputs' | 'outputs' | 'tasks' | 'errors' | 'finally' | 'afterExecution'>

/** The flows that an app names, as far as they are known: by namespace, a slash and the id. */
export type KnownFlows = ReadonlyMap<string, KnownFlow>

/**
 * Reads an app's source; never throws for what an author wrote. Whether its flows are there is the caller's to know.
 * @param flows where they are given, names of inputs, outputs and tasks are looked up in them
 */
export function parseApp(source: string, vocabulary: Vocabulary, flows?: KnownFlows): ParsedApp {
  const report = new Report(source)
  const root = readYaml(report)
  if (!root) return { problems: report.problems(), notes: [] }
  if (root.kind !== 'map') {
    report.add('wrong-type', 'An app must be a map with `id`, `type: app`, `flowId` …', {
      path: [],
      offset: root.start,
    })
    return { problems: report.problems(), notes: [] }
  }
  const app = readApp({ report, vocabulary }, root)
  if (app) noteLooks(report, root, app)
  if (app && flows) checkAgainstFlows(report, { root, app, flows })
  if (app && report.clean) return { app, problems: [], notes: report.notes() }
  // Whatever a schema refused was reported; this keeps a refusal without words from passing for a good app.
  if (report.clean) report.add('invalid-value', 'The app cannot be read', { path: [], offset: root.start })
  return { problems: report.problems(), notes: report.notes() }
}

function readApp(
  { report, vocabulary }: { report: Report; vocabulary: Vocabulary },
  root: Mapping,
): App | undefined {
  const [keys] = checkShape(report, {
    node: root,
    path: [],
    what: 'an app',
    schemas: [appKeys],
    also: ['layout'],
  })
  const layout = parseLayout({ report, vocabulary }, entryOf(root, 'layout'))
  if (!keys) return undefined
  const values = appKeys.parse(keys)
  const flows = flowsOf(report, root, values)
  const expiration = expirationOf(report, root, values.expiration)
  return flows && withKeys(values, { flows, layout, expiration })
}

type Keys = ReturnType<typeof appKeys.parse>

function flowsOf(report: Report, root: Mapping, keys: Keys): App['flows'] | undefined {
  const at = (key: string) => ({ path: [key], offset: root.entries.get(key)?.keyStart ?? root.start })
  const { flowId, flows, flowRevision, namespace, executionId } = keys
  if (flowId !== undefined && flows) {
    report.add('invalid-value', 'An app has either `flowId` or `flows`', at('flows'))
    return undefined
  }
  if (flows && flowRevision !== undefined)
    report.add(
      'invalid-value',
      'Of several flows each says its own `flowRevision` in `flows`',
      at('flowRevision'),
    )
  if (flows && executionId !== undefined)
    report.add('invalid-value', 'An app of one execution has one flow, its `flowId`', at('executionId'))
  const list: AppFlow[] = flows
    ? flows.map((flow) => ({ ...flow, namespace: flow.namespace ?? namespace }))
    : flowId === undefined
      ? []
      : [{ flowId, namespace, ...(flowRevision === undefined ? {} : { flowRevision }) }]
  const names = list.map((flow) => `${flow.namespace}/${flow.flowId}`)
  const twice = names.findIndex((name, index) => names.indexOf(name) !== index)
  if (twice >= 0)
    report.add('duplicate-id', `The flow \`${list[twice]?.flowId ?? ''}\` stands here twice`, {
      ...at('flows'),
      path: ['flows', twice],
    })
  const [first, ...others] = list
  if (first) return [first, ...others]
  report.add('missing-property', '`flowId` must not be null: an app needs it, or `flows`', {
    path: ['flowId'],
    offset: root.start,
  })
  return undefined
}

/** As instants in UTC: a date alone is its beginning, as `endDate` its end. */
function expirationOf(report: Report, root: Mapping, given: Keys['expiration']): App['expiration'] {
  if (!given) return undefined
  const instant = (text: string, days: number) => {
    const day = /^\d{4}-\d{2}-\d{2}$/.test(text)
    const zoned = day || /(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`
    return new Date(Date.parse(zoned) + (day ? days * 86_400_000 : 0)).toISOString()
  }
  const startDate = given.startDate === undefined ? undefined : instant(given.startDate, 0)
  const endDate = given.endDate === undefined ? undefined : instant(given.endDate, 1)
  if (startDate !== undefined && endDate !== undefined && startDate >= endDate) {
    const entry = entryOf(root, 'expiration')
    report.add('invalid-value', '`startDate` must be before `endDate`', {
      path: ['expiration', 'endDate'],
      offset:
        (entry?.node.kind === 'map' ? entry.node.entries.get('endDate')?.keyStart : undefined) ?? root.start,
    })
  }
  return { ...(startDate === undefined ? {} : { startDate }), ...(endDate === undefined ? {} : { endDate }) }
}

interface Read {
  flows: App['flows']
  layout: Layout[] | undefined
  expiration: App['expiration']
}

function withKeys(keys: Keys, { flows, layout, expiration }: Read): App {
  const { type: _canonical, flowId: _one, flowRevision: _its, ...values } = keys
  const access: App['access'] =
    typeof values.access === 'string'
      ? { type: values.access, groups: [], catalog: true, guest: 'ANYONE' }
      : values.access
  return { ...values, flows, prefix: values.prefix ?? prefixFor(values.id), access, layout, expiration }
}
