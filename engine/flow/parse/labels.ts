import type { Report } from './report.ts'
import { entryOf, toJson, type Entry, type Node, type Path } from './tree.ts'

interface Label {
  key: string
  value: Node
  path: Path
  offset: number
}

/** The one label of the system that the source of a flow may carry: nobody changes it in the editor. It is no label of executions. */
export const readOnlyLabel = 'system.readOnly'

/** Labels given as a map or as a list of `key` and `value`; those of the system are not an author's to set. */
export function labelsOf(report: Report, entry: Entry | undefined, path: Path): Record<string, string> {
  const labels: Record<string, string> = {}
  for (const { key, value, ...at } of entry ? listed(entry.node, path) : []) {
    const text = toJson(value)
    const printed = typeof text === 'string' ? text : JSON.stringify(text)
    if (key === readOnlyLabel && path.length === 1) continue
    if (key === 'system' || key.startsWith('system.')) {
      const message = `System labels can only be set by the system itself, offending label: ${key}=${printed}`
      report.add('reserved-label', message, at)
    } else if (Object.hasOwn(labels, key)) report.add('duplicate-key', `Duplicate label '${key}'`, at)
    else
      Object.defineProperty(labels, key, {
        value: printed,
        enumerable: true,
        writable: true,
        configurable: true,
      })
  }
  return labels
}

function listed(node: Node, path: Path): Label[] {
  if (node.kind === 'map') {
    return [...node.entries].map(([key, entry]) => ({
      key,
      value: entry.node,
      path: [...path, key],
      offset: entry.keyStart,
    }))
  }
  if (node.kind !== 'list') return []
  return node.items.flatMap((item, index) => {
    if (item.kind !== 'map') return []
    const key = entryOf(item, 'key')?.node
    const value = entryOf(item, 'value')?.node
    if (key?.kind !== 'scalar' || !value) return []
    return [{ key: String(key.value), value, path: [...path, index], offset: item.start }]
  })
}
