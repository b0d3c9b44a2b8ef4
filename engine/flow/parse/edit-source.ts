import { readYaml } from './read-yaml.ts'
import { Report } from './report.ts'
import type { Mapping } from './tree.ts'

/** Part of a text, and what stands there instead. */
export interface Edit {
  start: number
  end: number
  text: string
}

/** The text with its parts replaced; all else, comments and order too, stays as it is. Parts must not overlap. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), source)
}

/**
 * A flow's source with a key of its own set to a plain value: replaced where it stands, else a line after the namespace.
 * @returns undefined where the source is no map
 */
export function withKey(source: string, key: string, value: string | boolean): string | undefined {
  const root = readYaml(new Report(source))
  if (root?.kind !== 'map') return undefined
  const text = typeof value === 'boolean' ? String(value) : JSON.stringify(value)
  const entry = root.entries.get(key)
  if (!entry) return applyEdits(source, [insertion(source, root, `${key}: ${text}`)])
  const { node, keyStart } = entry
  const isWritten = source.slice(node.start, node.end).trim() !== ''
  if (node.start > keyStart && isWritten)
    return applyEdits(source, [{ start: node.start, end: node.end, text }])
  // Without a value the key stands alone: `disabled:`
  const colon = source.indexOf(':', keyStart) + 1
  return applyEdits(source, [{ start: colon, end: colon, text: ` ${text}` }])
}

function insertion(source: string, root: Mapping, pair: string): Edit {
  if (source[root.start] === '{') {
    const start = root.start + 1
    const [name, ...value] = pair.split(': ')
    return { start, end: start, text: `"${name ?? ''}": ${value.join(': ')},` }
  }
  const before = root.entries.get('namespace') ?? root.entries.get('id')
  const lineEnd = before ? source.indexOf('\n', before.node.end) : -1
  if (lineEnd >= 0) return { start: lineEnd + 1, end: lineEnd + 1, text: `${pair}\n` }
  const isEnded = source.endsWith('\n')
  return { start: source.length, end: source.length, text: `${isEnded ? '' : '\n'}${pair}\n` }
}
