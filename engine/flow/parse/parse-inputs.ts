import type { Input } from '../flow.ts'
import type { FieldSpec } from '../spec.ts'
import { typesOf } from '../vocabulary.ts'
import { checkTexts, type Context } from './context.ts'
import { checkDefault } from './check-default.ts'
import { checkOptions } from './check-options.ts'
import { checkInputGraph } from './input-graph.ts'
import { inputKeys } from './keys.ts'
import { checkShape } from './shape.ts'
import { entryOf, isNull, type Entry, type Mapping, type Node, type Path } from './tree.ts'

/** Groups in groups beyond this are no form any more. */
const maxLevels = 5

const nothing: ReadonlySet<string> = new Set()

/**
 * The inputs of a flow, or of an approval's form: `path` is where the list stands.
 * @param beside ids of inputs that are answered before these: to depend on them is to depend on nothing
 */
export function parseInputs(
  context: Context,
  entry: Entry | undefined,
  { path, beside = nothing }: { path: Path; beside?: ReadonlySet<string> },
): Input[] {
  const inputs = parseList(context, entry, { path, around: [] })
  if (entry?.node.kind === 'list') checkInputGraph(context.report, entry.node, { path, beside })
  return beside.size === 0 ? inputs : inputs.map((input) => without(beside, input))
}

function without(beside: ReadonlySet<string>, input: Input): Input {
  const { dependsOn, inputs } = input
  return {
    ...input,
    ...(dependsOn && {
      dependsOn: { ...dependsOn, inputs: dependsOn.inputs.filter((id) => !beside.has(id)) },
    }),
    ...(inputs && { inputs: inputs.map((inner) => without(beside, inner)) }),
  }
}

interface Place {
  path: Path
  /** Of the steps, groups or tables around it, outermost first. */
  around: readonly FieldSpec[]
}

function parseList(context: Context, entry: Entry | undefined, { path, around }: Place): Input[] {
  const { report } = context
  if (!entry || isNull(entry.node)) return []
  const { node } = entry
  if (node.kind !== 'list') {
    const name = String(path.at(-1))
    report.add('wrong-type', `\`${name}\` must be a list of inputs`, { path, offset: node.start })
    return []
  }
  return node.items.flatMap(
    (item, index) => parseInput(context, item, { path: [...path, index], around }) ?? [],
  )
}

function parseInput(context: Context, node: Node, { path, around }: Place): Input | undefined {
  const { report } = context
  if (node.kind !== 'map') {
    report.add('wrong-type', 'An input must be a map with `id` and `type`', { path, offset: node.start })
    return undefined
  }
  const spec = fieldSpec(context, node, path)
  if (!spec) return undefined
  const [common, options] = checkShape(report, {
    node,
    path,
    what: `an input of type \`${spec.type}\``,
    schemas: [inputKeys, spec.options],
    also: spec.holds ? [spec.holds] : [],
    aliases: { name: 'id', ...spec.optionAliases },
  })
  const held = heldInputs(context, node, { spec, path, around })
  const texts = [...node.entries].filter(([key]) => !untouched.has(key) && key !== spec.holds)
  for (const [key, value] of texts) checkTexts(report, value.node, [...path, key])
  if (!common || !options) return undefined
  const input: Input = { ...inputKeys.parse(common), type: spec.type, options }
  if (spec.holds) input[spec.holds] = held
  checkOptions(context, { spec, input, node, path, around })
  for (const key of ['defaults', 'prefill'] as const) {
    const given = entryOf(node, key)
    if (given) {
      const at = { path: [...path, key], offset: given.node.start }
      checkDefault(context, { spec, input, key, value: input[key], at })
    }
  }
  return input
}

/** Keys whose texts are shown as they are written. */
const untouched = new Set(['id', 'name', 'type', 'displayName', 'description', 'jsonSchema'])

interface Holder extends Place {
  spec: FieldSpec
}

function heldInputs({ report, ...rest }: Context, node: Mapping, { spec, path, around }: Holder): Input[] {
  if (!spec.holds) return []
  const entry = entryOf(node, spec.holds)
  const at = { path: [...path, spec.holds], offset: entry?.keyStart ?? node.start }
  if (!entry || (entry.node.kind === 'list' && entry.node.items.length === 0)) {
    report.add('missing-property', `\`${spec.holds}\` must not be empty`, at)
    return []
  }
  if (around.length >= maxLevels) {
    report.add('invalid-value', `Inputs may not be nested in one another deeper than ${maxLevels} levels`, at)
    return []
  }
  return parseList({ report, ...rest }, entry, { path: at.path, around: [...around, spec] })
}

function fieldSpec({ report, vocabulary }: Context, node: Mapping, path: Path): FieldSpec | undefined {
  const type = entryOf(node, 'type')
  if (type?.node.kind !== 'scalar' || typeof type.node.value !== 'string') {
    const at = { path: [...path, 'type'], offset: type?.node.start ?? node.start }
    report.add('missing-property', 'Invalid type: null; an input needs a `type`', at)
    return undefined
  }
  const name = type.node.value
  const spec = vocabulary.fields.get(name)
  if (!spec) {
    const known = `; there are ${typesOf(vocabulary.fields).join(', ')}`
    const hint = report.hint(name, vocabulary.fields.keys()) || known
    report.add('unknown-type', `Invalid type: ${name}${hint}`, {
      path: [...path, 'type'],
      offset: type.node.start,
    })
  }
  return spec
}
