import type { Flow } from '../flow.ts'
import type { Problem } from '../problem.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { checkTexts, type Context } from './context.ts'
import { flowKeys, refusedFlowKeys } from './keys.ts'
import { labelsOf } from './labels.ts'
import { parseInputs } from './parse-inputs.ts'
import { parseOutputs, parseTriggers } from './parse-lists.ts'
import { parseTasks } from './parse-tasks.ts'
import { readYaml } from './read-yaml.ts'
import { Report } from './report.ts'
import { checkShape } from './shape.ts'
import { checkStages } from './stages.ts'
import { entryOf, type Mapping } from './tree.ts'

export interface ParsedFlow {
  /** Only where there is no problem. */
  flow?: Flow
  /** All of them, in the order of the source. */
  problems: Problem[]
}

/**
 * Reads a flow's source. Never throws for what an author wrote; ends quickly on hostile documents.
 * `flow.revision` is the number in the source or 0: the server sets the real one.
 */
export function parseFlow(source: string, vocabulary: Vocabulary): ParsedFlow {
  const report = new Report(source)
  const root = readYaml(report)
  if (!root) return { problems: report.problems() }
  if (root.kind !== 'map') {
    report.add('wrong-type', 'A flow must be a map with `id`, `namespace` and `tasks`', {
      path: [],
      offset: root.start,
    })
    return { problems: report.problems() }
  }
  const flow = readFlow({ report, vocabulary, taskIds: new Map() }, root)
  if (flow && report.clean) return { flow, problems: [] }
  // Whatever a schema refused was reported; this keeps a refusal without words from passing for a good flow.
  if (report.clean) report.add('invalid-value', 'The flow cannot be read', { path: [], offset: root.start })
  return { problems: report.problems() }
}

function readFlow(context: Context, root: Mapping): Flow | undefined {
  const { report } = context
  const [keys] = checkShape(report, {
    node: root,
    path: [],
    what: 'a flow',
    schemas: [flowKeys],
    also: ['inputs', 'tasks', 'errors', 'finally', 'outputs', 'triggers'],
    refused: refusedFlowKeys,
  })
  for (const key of ['labels', 'variables']) {
    const entry = entryOf(root, key)
    if (entry) checkTexts(report, entry.node, [key])
  }
  const inputs = parseInputs(context, entryOf(root, 'inputs'), ['inputs'])
  const list = (key: string, needed: boolean) =>
    parseTasks(context, entryOf(root, key), { path: [key], offset: root.start, needed })
  const tasks = { tasks: list('tasks', true), errors: list('errors', false), finally: list('finally', false) }
  const outputs = parseOutputs(context, entryOf(root, 'outputs'))
  const triggers = parseTriggers(context, entryOf(root, 'triggers'))
  const labels = labelsOf(report, entryOf(root, 'labels'))
  checkStages(report, root)
  if (!keys) return undefined
  const values = flowKeys.parse(keys)
  return {
    ...values,
    revision: values.revision ?? 0,
    labels,
    variables: values.variables ?? {},
    stages: values.stages ?? [],
    inputs,
    ...tasks,
    outputs,
    triggers,
  }
}
