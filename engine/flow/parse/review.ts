import type { Condition, JsonObject } from '../flow.ts'
import type { Remark, Reviewed } from '../spec.ts'
import type { Context } from './context.ts'
import { descend, entryOf, type Mapping, type Path } from './tree.ts'

/** Reports what a type itself has to say of a task or trigger whose properties fit its schema. */
export function reviewed(
  { report, flow }: Context,
  spec: { review?: (one: Reviewed) => Remark[] },
  { node, path, ...own }: { node: Mapping; path: Path; properties: JsonObject; conditions?: Condition[] },
): void {
  if (!spec.review) return
  const id = entryOf(node, 'id')?.node
  const remarks = spec.review({ id: id?.kind === 'scalar' ? String(id.value) : '', ...own, flow })
  for (const { kind, message, path: inside } of remarks) {
    const at = { path: [...path, ...inside], offset: descend(node, inside).offset }
    if (kind === 'problem') report.add('invalid-value', message, at)
    else if (kind === 'refused') report.add('not-supported', message, at)
    else report.note({ kind, message }, at)
  }
}
