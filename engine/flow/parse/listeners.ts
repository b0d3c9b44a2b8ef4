import type { Task } from '../flow.ts'
import type { Context } from './context.ts'
import { parseTasks } from './parse-tasks.ts'
import { entryOf, type Entry } from './tree.ts'

/**
 * The tasks of `listeners`, an older way to write `afterExecution`. A listener with conditions is refused: `runIf` says the same.
 */
export function parseListeners(context: Context, entry: Entry | undefined): Task[] {
  const { report } = context
  if (!entry) return []
  const place = { path: ['listeners'], offset: entry.keyStart }
  report.note({ kind: 'deprecated', message: '`listeners` is an older name of `afterExecution`' }, place)
  if (entry.node.kind !== 'list') {
    report.add('wrong-type', '`listeners` must be a list', place)
    return []
  }
  return entry.node.items.flatMap((node, index) => {
    const path = ['listeners', index]
    if (node.kind !== 'map') {
      report.add('wrong-type', 'A listener must be a map with `tasks`', { path, offset: node.start })
      return []
    }
    for (const [key, { keyStart }] of node.entries) {
      if (key === 'tasks') continue
      const message =
        key === 'conditions'
          ? "`conditions` of a listener are not supported: write `afterExecution`, with a `runIf` such as `{{ execution.state == 'FAILED' }}`"
          : `Unrecognized field "${key}" in a listener`
      report.add(key === 'conditions' ? 'not-supported' : 'unknown-property', message, {
        path: [...path, key],
        offset: keyStart,
      })
    }
    return parseTasks(context, entryOf(node, 'tasks'), {
      path: [...path, 'tasks'],
      offset: node.start,
      needed: true,
    })
  })
}
