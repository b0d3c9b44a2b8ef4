import type { Json, Reads } from '../flow.ts'
import { checkTemplates } from '../expressions/check.ts'
import { readsOf } from '../expressions/reads.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { Report } from './report.ts'
import { offsetInScalar } from './template-place.ts'
import { descend, toJson, type Node, type Path } from './tree.ts'

/** What the readers of one document share. */
export interface Context {
  report: Report
  vocabulary: Vocabulary
  /** Ids of tasks anywhere in the flow, with the place of the first one. */
  taskIds: Map<string, number>
}

/** Reports templates that cannot be read, at their place inside the node's texts. */
export function checkTexts(report: Report, node: Node, path: Path): void {
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

/** Variables that a value's templates name; what cannot be parsed was reported and names none. */
export function readsIn(value: Json): Reads {
  return checkTemplates(value).length > 0 ? { whole: true, names: [] } : readsOf(value)
}
