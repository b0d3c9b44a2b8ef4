import type { TaskSpec } from '../spec.ts'
import type { Context } from './context.ts'
import { descend, type Mapping, type Path } from './tree.ts'

/** A business calendar that a task names has to be there: nothing could be due on it. */
export function checkCalendars(
  { report, calendars }: Context,
  node: Mapping,
  { path, spec }: { path: Path; spec: TaskSpec },
): void {
  if (!calendars) return
  for (const place of spec.calendars ?? []) {
    const inside = place.split('.')
    const { node: found, offset, reached } = descend(node, inside)
    if (!reached || found.kind !== 'scalar' || typeof found.value !== 'string') continue
    if (calendars.has(found.value)) continue
    const hint = report.hint(found.value, calendars.keys())
    report.add('unknown-calendar', `There is no business calendar \`${found.value}\`${hint}`, {
      path: [...path, ...inside],
      offset,
    })
  }
}
