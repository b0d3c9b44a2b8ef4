import type { FlowOutput } from '../flow.ts'
import { checkTexts, readsIn, type Context } from './context.ts'
import { outputKeys } from './keys.ts'
import type { Report } from './report.ts'
import { checkShape } from './shape.ts'
import { entryOf, isNull, type Entry, type Mapping, type Path } from './tree.ts'
import { typed } from './typed.ts'

export function parseOutputs(context: Context, entry: Entry | undefined): FlowOutput[] {
  return mapsOf(context.report, entry, 'outputs').flatMap(([node, path]) => {
    const [values] = checkShape(context.report, {
      node,
      path,
      what: 'an output',
      schemas: [outputKeys],
      also: [],
    })
    const spec = typed(context.report, { node, path }, context.vocabulary.fields)
    const value = entryOf(node, 'value')
    if (value) checkTexts(context.report, value.node, [...path, 'value'])
    if (!values || !spec) return []
    const output = outputKeys.parse(values)
    return [{ ...output, type: spec.type, reads: readsIn(output.value) }]
  })
}

/** The maps of a list, with their places; reports what is no list of maps, and ids that come twice. */
export function mapsOf(report: Report, entry: Entry | undefined, name: string): [Mapping, Path][] {
  if (!entry || isNull(entry.node)) return []
  if (entry.node.kind !== 'list') {
    report.add('wrong-type', `\`${name}\` must be a list`, { path: [name], offset: entry.node.start })
    return []
  }
  const seen = new Set<unknown>()
  return entry.node.items.flatMap((node, index): [Mapping, Path][] => {
    const path = [name, index]
    if (node.kind !== 'map') {
      report.add('wrong-type', `An entry of \`${name}\` must be a map`, { path, offset: node.start })
      return []
    }
    const id = entryOf(node, 'id')?.node
    if (id?.kind === 'scalar' && seen.has(id.value)) {
      const message = `Duplicate ${name.slice(0, -1)} id with name [${String(id.value)}]`
      report.add('duplicate-id', message, { path: [...path, 'id'], offset: id.start })
    }
    if (id?.kind === 'scalar') seen.add(id.value)
    return [[node, path]]
  })
}
