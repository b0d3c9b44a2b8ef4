import { typesOf } from '../vocabulary.ts'
import type { Report } from './report.ts'
import { entryOf, type Mapping, type Path } from './tree.ts'
import { noteTypeName } from './type-names.ts'

/** The word that a map's `type` names; reports one that there is not, with the nearest that there is. */
export function typed<S extends { type: string; aliases: readonly string[]; deprecated?: readonly string[] }>(
  report: Report,
  { node, path }: { node: Mapping; path: Path },
  words: ReadonlyMap<string, S>,
): S | undefined {
  const type = entryOf(node, 'type')?.node
  const name = type?.kind === 'scalar' && type.value !== null ? String(type.value) : 'null'
  const spec = words.get(name)
  if (spec) {
    noteTypeName(report, { spec, name }, { path, offset: type?.start ?? node.start })
    return spec
  }
  const known = typesOf(words)
  const all = known.length === 0 ? '; this release knows none' : `; there are ${known.join(', ')}`
  const hint = report.hint(name, words.keys()) || all
  report.add('unknown-type', `Invalid type: ${name}${hint}`, {
    path: [...path, 'type'],
    offset: type?.start ?? node.start,
  })
  return undefined
}
