import type { Block, BlockPart, Layout, Moment } from '../app.ts'
import { callsAny } from '../expressions/calls.ts'
import type { BlockSpec } from '../spec.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { blockKeys, layoutKeys, partKeys } from './app-keys.ts'
import { checkTexts } from './context.ts'
import type { Report } from './report.ts'
import { checkShape } from './shape.ts'
import { entryOf, toJson, type Entry, type Mapping, type Node, type Path } from './tree.ts'
import { typed } from './typed.ts'

interface Context {
  report: Report
  vocabulary: Vocabulary
}

/** Levels of blocks in blocks: more is a mistake, and a page has to be made of it. */
const maxLevels = 4
/** Blocks of one layout. */
const maxBlocks = 200

/** What would show a secret, or spend one, is not for a page. */
const hidden: ReadonlySet<string> = new Set(['secret', 'encrypt', 'decrypt'])

/** The layouts of an app; two for the same moment and the same people are a problem. */
export function parseLayout(context: Context, entry: Entry | undefined): Layout[] | undefined {
  if (!entry) return undefined
  const { report } = context
  const path = ['layout']
  if (entry.node.kind !== 'list' || entry.node.items.length === 0) {
    report.add('wrong-type', '`layout` must be a list of entries with `on` and `blocks`', {
      path,
      offset: entry.keyStart,
    })
    return undefined
  }
  const seen = new Set<string>()
  return entry.node.items.flatMap((node, index) => {
    const layout = parseEntry(context, node, [...path, index])
    const key = layout && `${layout.on} ${layout.for ?? ''}`
    if (layout && key !== undefined && seen.has(key)) {
      const whom = layout.for ? ` for \`${layout.for}\`` : ''
      const message = `There is a layout on \`${layout.on}\`${whom} already; the first one is shown`
      report.add('duplicate-id', message, { path: [...path, index, 'on'], offset: node.start })
    }
    if (key !== undefined) seen.add(key)
    return layout ?? []
  })
}

function parseEntry(context: Context, node: Node, path: Path): Layout | undefined {
  const { report } = context
  if (node.kind !== 'map') {
    report.add('wrong-type', 'An entry of `layout` must be a map with `on` and `blocks`', {
      path,
      offset: node.start,
    })
    return undefined
  }
  const [keys] = checkShape(report, {
    node,
    path,
    what: 'a layout',
    schemas: [layoutKeys],
    also: ['blocks'],
  })
  const read = layoutKeys.safeParse(keys)
  const counter = { left: maxBlocks }
  const around = { moment: read.data?.on, level: 0, counter }
  const blocks = parseBlocks(context, { entry: entryOf(node, 'blocks'), owner: node, path }, around)
  return read.success ? { ...read.data, blocks } : undefined
}

interface Around {
  moment: Moment | undefined
  level: number
  counter: { left: number }
}

interface Held {
  entry: Entry | undefined
  owner: Mapping
  /** Of the owner. */
  path: Path
}

function parseBlocks(context: Context, { entry, owner, path }: Held, around: Around): Block[] {
  const at = [...path, 'blocks']
  if (entry?.node.kind !== 'list' || entry.node.items.length === 0) {
    const code = entry ? 'wrong-type' : 'missing-property'
    const offset = entry?.keyStart ?? owner.start
    context.report.add(code, '`blocks` must be a list of blocks, and not empty', { path: at, offset })
    return []
  }
  return entry.node.items.flatMap(
    (node, index) => parseBlock(context, { node, path: [...at, index] }, around) ?? [],
  )
}

interface Placed {
  node: Node
  path: Path
}

function parseBlock(context: Context, { node, path }: Placed, around: Around): Block | undefined {
  const { report, vocabulary } = context
  if (node.kind !== 'map') {
    report.add('wrong-type', 'A block must be a map with a `type`', { path, offset: node.start })
    return undefined
  }
  if (--around.counter.left < 0) {
    report.add('too-large', `A layout may not have more than ${maxBlocks} blocks`, {
      path,
      offset: node.start,
    })
    return undefined
  }
  const spec = typed(report, { node, path }, vocabulary.blocks)
  if (!spec) return undefined
  const [common, properties] = checkShape(report, {
    node,
    path,
    what: `a block of type \`${spec.type}\``,
    schemas: [blockKeys, spec.properties],
    also: spec.holds ? [spec.holds] : [],
    synonyms: spec.propertyAliases,
  })
  checkMoment(report, spec, { node, path, moment: around.moment })
  for (const [key, entry] of node.entries)
    if (key !== 'type' && key !== spec.holds) checkBlockTexts(report, entry.node, [...path, key])
  if (spec.type === 'task-outputs') checkValueTypes(context, node, path)
  const parts = spec.holds && parseParts(context, { node, path, holds: spec.holds }, around)
  if (!common || !properties) return undefined
  const { if: shown } = blockKeys.parse(common)
  return {
    type: spec.type,
    properties,
    ...(shown === undefined ? {} : { if: shown }),
    ...(parts ? { parts } : {}),
  }
}

function checkMoment(
  report: Report,
  { type, moments }: BlockSpec,
  { node, path, moment }: { node: Mapping; path: Path; moment: Moment | undefined },
): void {
  if (!moment || !moments || moments.includes(moment)) return
  const offset = entryOf(node, 'type')?.node.start ?? node.start
  const message = `A block of type \`${type}\` has nothing to show on \`${moment}\`; it stands on ${moments.join(', ')}`
  report.add('invalid-value', message, { path: [...path, 'type'], offset })
}

function checkBlockTexts(report: Report, node: Node, path: Path): void {
  checkTexts(report, node, path)
  if (!callsAny(toJson(node), hidden)) return
  const message = 'A page shows no secrets: `secret`, `encrypt` and `decrypt` cannot be called here'
  report.add('secret', message, { path, offset: node.start })
}

/** `type` says how a value is shown: one of the types of inputs. */
function checkValueTypes({ report, vocabulary }: Context, node: Mapping, path: Path): void {
  const list = entryOf(node, 'outputs')?.node
  for (const [index, item] of (list?.kind === 'list' ? list.items : []).entries()) {
    if (item.kind === 'map' && entryOf(item, 'type'))
      typed(report, { node: item, path: [...path, 'outputs', index] }, vocabulary.fields)
  }
}

function parseParts(
  context: Context,
  { node, path, holds }: { node: Mapping; path: Path; holds: 'columns' | 'tabs' },
  around: Around,
): BlockPart[] {
  const { report } = context
  const at = [...path, holds]
  const entry = entryOf(node, holds)
  const place = { path: at, offset: entry?.keyStart ?? node.start }
  if (entry?.node.kind !== 'list' || entry.node.items.length === 0) {
    const code = entry ? 'wrong-type' : 'missing-property'
    report.add(code, `\`${holds}\` must be a list with \`blocks\` in each entry`, place)
    return []
  }
  if (around.level >= maxLevels) {
    report.add('too-deep', `Blocks may not be nested deeper than ${maxLevels} levels`, place)
    return []
  }
  return entry.node.items.flatMap((item, index) =>
    parsePart(context, { node: item, path: [...at, index] }, { holds, around }),
  )
}

function parsePart(
  context: Context,
  { node, path }: Placed,
  { holds, around }: { holds: 'columns' | 'tabs'; around: Around },
): BlockPart[] {
  const { report } = context
  if (node.kind !== 'map') {
    report.add('wrong-type', `An entry of \`${holds}\` must be a map with \`blocks\``, {
      path,
      offset: node.start,
    })
    return []
  }
  const schema = partKeys[holds]
  const [keys] = checkShape(report, {
    node,
    path,
    what: holds === 'columns' ? 'a column' : 'a tab',
    schemas: [schema],
    also: ['blocks'],
  })
  const label = entryOf(node, 'label')
  if (label) checkBlockTexts(report, label.node, [...path, 'label'])
  const inner = { ...around, level: around.level + 1 }
  const blocks = parseBlocks(context, { entry: entryOf(node, 'blocks'), owner: node, path }, inner)
  return keys ? [{ ...schema.parse(keys), blocks }] : []
}
