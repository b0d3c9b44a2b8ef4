import type { Flow, Json, Sla } from '../flow.ts'
import type { Note, Problem } from '../problem.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { checkCalls } from './check-calls.ts'
import { checkRounds } from './check-rounds.ts'
import { checkTexts, readsIn, type Context } from './context.ts'
import { flowAliases, flowKeys, refusedFlowKeys } from './keys.ts'
import { labelsOf } from './labels.ts'
import { parseListeners } from './listeners.ts'
import { parseInputs } from './parse-inputs.ts'
import { parseOutputs } from './parse-lists.ts'
import { parseRetry } from './parse-retry.ts'
import { parseTasks } from './parse-tasks.ts'
import { parseTriggers } from './parse-triggers.ts'
import { defaultsOf, inheritedDefaults, judgeDefaults } from './plugin-defaults.ts'
import { readYaml } from './read-yaml.ts'
import { Report } from './report.ts'
import { checkShape } from './shape.ts'
import { checkStages } from './stages.ts'
import { entryOf, toJson, type Mapping } from './tree.ts'

export interface ParsedFlow {
  /** Only where there is no problem. */
  flow?: Flow
  /** All of them, in the order of the source. */
  problems: Problem[]
  /** What an author should know of it all the same: old names, warnings. */
  notes: Note[]
}

/** What a flow stands among. */
export interface Surroundings {
  /** `pluginDefaults` of the namespaces above, the nearest first: those of the flow win. */
  inherited?: readonly Json[]
  /** Slugs of the business calendars that there are; undefined: not known. */
  calendars?: ReadonlySet<string>
}

/** Lists of tasks of a flow; only the first must hold any. */
const taskLists = ['tasks', 'errors', 'finally', 'afterExecution'] as const

/**
 * Reads a flow's source. Never throws for what an author wrote; ends quickly on hostile documents.
 * `flow.revision` is the number in the source or 0: the server sets the real one.
 */
export function parseFlow(
  source: string,
  vocabulary: Vocabulary,
  { inherited = [], calendars }: Surroundings = {},
): ParsedFlow {
  const report = new Report(source)
  const root = readYaml(report)
  if (!root) return { problems: report.problems(), notes: [] }
  if (root.kind !== 'map') {
    report.add('wrong-type', 'A flow must be a map with `id`, `namespace` and `tasks`', {
      path: [],
      offset: root.start,
    })
    return { problems: report.problems(), notes: [] }
  }
  const context = { report, vocabulary, taskIds: new Map(), defaults: [], flow: nameOf(root), calendars }
  const flow = readFlow({ ...context, defaults: inheritedDefaults(context, inherited) }, root)
  if (flow && report.clean) return { flow, problems: [], notes: report.notes() }
  // Whatever a schema refused was reported; this keeps a refusal without words from passing for a good flow.
  if (report.clean) report.add('invalid-value', 'The flow cannot be read', { path: [], offset: root.start })
  return { problems: report.problems(), notes: report.notes() }
}

function nameOf(root: Mapping): Context['flow'] {
  const text = (key: string) => {
    const node = entryOf(root, key)?.node
    return node?.kind === 'scalar' ? String(node.value) : ''
  }
  return { id: text('id'), namespace: text('namespace') }
}

function readFlow(shared: Context, root: Mapping): Flow | undefined {
  const { report } = shared
  const [keys] = checkShape(report, {
    node: root,
    path: [],
    what: 'a flow',
    schemas: [flowKeys],
    also: [...taskLists, 'inputs', 'outputs', 'triggers', 'retry', 'listeners'],
    aliases: flowAliases,
    refused: refusedFlowKeys,
  })
  for (const key of ['labels', 'variables', 'sla', 'checks']) {
    const entry = entryOf(root, key)
    if (entry) checkTexts(report, entry.node, [key])
  }
  const own = defaultsOf(shared, entryOf(root, 'pluginDefaults') ?? entryOf(root, 'taskDefaults'))
  const defaults = [...own, ...shared.defaults]
  const context = { ...shared, defaults }
  const inputs = parseInputs(context, entryOf(root, 'inputs'), { path: ['inputs'] })
  const known = { ...context, inputs }
  const [tasks = [], errors = [], last = [], after = []] = taskLists.map((name) =>
    parseTasks(known, entryOf(root, name), { path: [name], offset: root.start, needed: name === 'tasks' }),
  )
  const afterExecution = [...after, ...parseListeners(context, entryOf(root, 'listeners'))]
  const outputs = parseOutputs(context, entryOf(root, 'outputs'))
  const triggers = parseTriggers(context, entryOf(root, 'triggers'))
  const labels = labelsOf(report, entryOf(root, 'labels'), ['labels'])
  const retry = entryOf(root, 'retry')
  const sla = slaOf(report, root)
  checkStages(report, root)
  judgeDefaults(context, defaults)
  checkCalls(context, { ...context.flow, tasks })
  // where a task cannot be read, the others are not where they stand in the source
  if (report.clean) checkRounds(context, root, { tasks, errors, finally: last, afterExecution: after })
  const parsed = { tasks, errors, finally: last, inputs, outputs, triggers, labels }
  const rest = { retry: retry && parseRetry(report, retry, ['retry']), sla, afterExecution }
  return keys && withKeys(flowKeys.parse(keys), parsed, rest)
}

type Lists = Pick<Flow, 'tasks' | 'errors' | 'finally' | 'inputs' | 'outputs' | 'triggers' | 'labels'>

/** Keys that a flow does without are absent, so that what is stored of older flows stays as it is. */
function withKeys(
  keys: ReturnType<typeof flowKeys.parse>,
  lists: Lists,
  { retry, sla, afterExecution }: Required<Pick<Flow, 'sla' | 'afterExecution'>> & Pick<Flow, 'retry'>,
): Flow {
  const { pluginDefaults: _merged, workerGroup: _theOne, deleted: _never, checks, ...values } = keys
  return {
    ...values,
    revision: values.revision ?? 0,
    variables: values.variables ?? {},
    stages: values.stages ?? [],
    ...lists,
    sla: sla.length > 0 ? sla : undefined,
    checks: checks && checks.length > 0 ? checks : undefined,
    retry,
    afterExecution: afterExecution.length > 0 ? afterExecution : undefined,
  }
}

/** The rules with their labels as a map; two may share an id. What is wrong in their shape was reported. */
function slaOf(report: Report, root: Mapping): Sla[] {
  const node = entryOf(root, 'sla')?.node
  return (node?.kind === 'list' ? node.items : []).flatMap((item, index): Sla[] => {
    if (item.kind !== 'map') return []
    const path = ['sla', index]
    const labels = labelsOf(report, entryOf(item, 'labels'), [...path, 'labels'])
    const read = flowKeys.shape.sla.safeParse([toJson(item)])
    const [rule] = read.success ? (read.data ?? []) : []
    if (!rule) return []
    const reads = rule.type === 'EXECUTION_ASSERTION' ? { reads: readsIn(rule.assert) } : {}
    return [{ ...rule, labels, ...reads }]
  })
}
