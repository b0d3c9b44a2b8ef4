import type { Condition } from '../flow.ts'
import type { ConditionSpec, TriggerSpec } from '../spec.ts'
import type { Context } from './context.ts'
import { conditionKeys } from './keys.ts'
import { checkShape } from './shape.ts'
import { entryOf, isNull, type Entry, type Mapping, type Node, type Path } from './tree.ts'
import { typed } from './typed.ts'

/** Where conditions stand: what the trigger can know, and whether one that remembers may stand here. */
interface Surroundings {
  source: TriggerSpec['source']
  mayRemember: boolean
}

/** The conditions of a trigger: a list of maps, each with a `type`. */
export function parseConditions(
  context: Context,
  entry: Entry | undefined,
  { path, source }: { path: Path; source: TriggerSpec['source'] },
): Condition[] {
  const around = { source, mayRemember: source === 'execution' }
  return namedNodes(context, entry, { path, holds: 'list' }).flatMap(
    ([, node, at]) => parseCondition(context, node, { path: at, around }) ?? [],
  )
}

function parseCondition(
  context: Context,
  node: Node,
  { path, around }: { path: Path; around: Surroundings },
): Condition | undefined {
  const { report, vocabulary } = context
  if (node.kind !== 'map') {
    report.add('wrong-type', 'A condition must be a map with a `type`', { path, offset: node.start })
    return undefined
  }
  const spec = typed(report, { node, path }, vocabulary.conditions)
  if (!spec) return undefined
  const what = `a condition of type \`${spec.type}\``
  const isPlaced = checkPlace(context, node, { path, spec, around })
  const [common, properties] = checkShape(report, {
    node,
    path,
    what,
    schemas: [conditionKeys, spec.properties],
    also: spec.holds ? ['conditions'] : [],
  })
  // one word about the outer one is enough
  const parts = isPlaced && spec.holds && partsOf(context, node, { path, holds: spec.holds, around })
  if (!common || !properties) return undefined
  return { type: spec.type, properties, ...(parts ? { parts } : {}) }
}

function checkPlace(
  { report }: Context,
  node: Mapping,
  { path, spec, around }: { path: Path; spec: ConditionSpec; around: Surroundings },
): boolean {
  const at = { path: [...path, 'type'], offset: entryOf(node, 'type')?.node.start ?? node.start }
  if (spec.asks === 'execution' && around.source !== 'execution') {
    const message = `A condition of type \`${spec.type}\` asks for an execution, and this trigger hears of none`
    report.add('invalid-value', message, at)
    return false
  }
  if (spec.remembers && !around.mayRemember) {
    const message = `A condition of type \`${spec.type}\` must stand directly below a trigger, not inside of another condition`
    report.add('invalid-value', message, at)
    return false
  }
  return true
}

function partsOf(
  context: Context,
  node: Mapping,
  { path, holds, around }: { path: Path; holds: 'list' | 'map'; around: Surroundings },
): Condition['parts'] {
  const at = [...path, 'conditions']
  const entry = entryOf(node, 'conditions')
  const nodes = namedNodes(context, entry, { path: at, holds })
  if (nodes.length === 0)
    context.report.add('missing-property', '`conditions` must not be empty', {
      path: at,
      offset: entry?.keyStart ?? node.start,
    })
  return nodes.flatMap(([name, inner, place]) => {
    const inside = { ...around, mayRemember: false }
    const condition = parseCondition(context, inner, { path: place, around: inside })
    return condition ? [{ name, condition }] : []
  })
}

function namedNodes(
  { report }: Context,
  entry: Entry | undefined,
  { path, holds }: { path: Path; holds: 'list' | 'map' },
): [name: string, node: Node, path: Path][] {
  if (!entry || isNull(entry.node)) return []
  const { node } = entry
  if (holds === 'list' && node.kind === 'list')
    return node.items.map((item, index) => [String(index), item, [...path, index]])
  if (holds === 'map' && node.kind === 'map')
    return [...node.entries].map(([name, inner]) => [name, inner.node, [...path, name]])
  const wanted = holds === 'list' ? 'a list of conditions' : 'a map of conditions by name'
  report.add('wrong-type', `\`conditions\` must be ${wanted}`, { path, offset: node.start })
  return []
}
