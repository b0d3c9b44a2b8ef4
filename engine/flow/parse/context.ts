import type { Input, Json, Reads } from '../flow.ts'
import { checkTemplates } from '../expressions/check.ts'
import { ExpressionError } from '../expressions/error.ts'
import { readsOf } from '../expressions/reads.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { PluginDefault } from './plugin-defaults.ts'
import type { Report } from './report.ts'
import { offsetInScalar } from './template-place.ts'
import { descend, toJson, type Node, type Path } from './tree.ts'

/** What the readers of one document share. */
export interface Context {
  report: Report
  vocabulary: Vocabulary
  /** Ids of tasks anywhere in the flow, with the place of the first one. */
  taskIds: Map<string, number>
  /** `pluginDefaults` of the flow, then those of the namespaces above. */
  defaults: readonly PluginDefault[]
  /** Id and namespace of the flow, where it says them. */
  flow: { id: string; namespace: string }
  /** Slugs of the business calendars that there are; undefined: not known. */
  calendars?: ReadonlySet<string>
  /** Of the flow, where they were read. */
  inputs?: readonly Input[]
}

/** Reports templates that cannot be read, at their place inside the node's texts. */
export function checkTexts(report: Report, node: Node, path: Path): void {
  if (node.kind === 'scalar' && !String(node.value).includes('{')) return
  for (const problem of checkTemplates(toJson(node))) {
    const found = descend(node, problem.path)
    const scalar = found.node.kind === 'scalar' ? found.node : undefined
    const offset = scalar ? offsetInScalar(report.source, scalar, problem) : found.offset
    report.add('template', `The template cannot be read: ${problem.message}`, {
      path: [...path, ...problem.path],
      offset,
    })
  }
}

/** Variables that a value's templates name; of what cannot be parsed, which was reported, nothing is known. */
export function readsIn(value: Json): Reads {
  try {
    return readsOf(value)
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    return { whole: true, names: [] }
  }
}
