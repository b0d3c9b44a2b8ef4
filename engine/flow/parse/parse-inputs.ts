import { holdsTemplate } from '../dynamic.ts'
import type { Input } from '../flow.ts'
import { patternProblem } from '../pattern.ts'
import type { FieldSpec } from '../spec.ts'
import { typesOf } from '../vocabulary.ts'
import { checkTexts, type Context } from './context.ts'
import { checkDefault } from './check-default.ts'
import { checkInputGraph } from './input-graph.ts'
import { inputKeys } from './keys.ts'
import { checkShape } from './shape.ts'
import { entryOf, isNull, type Entry, type Mapping, type Node, type Path } from './tree.ts'

/** The inputs of a flow, or of an approval's form: `path` is where the list stands. */
export function parseInputs(context: Context, entry: Entry | undefined, path: Path): Input[] {
  const { report } = context
  if (!entry || isNull(entry.node)) return []
  const { node } = entry
  if (node.kind !== 'list') {
    report.add('wrong-type', '`inputs` must be a list of inputs', { path, offset: node.start })
    return []
  }
  const inputs = node.items.map((item, index) => parseInput(context, item, [...path, index]))
  checkInputGraph(report, node, path)
  return inputs.filter((input) => input !== undefined)
}

function parseInput(context: Context, node: Node, path: Path): Input | undefined {
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
    also: [],
    aliases: { name: 'id' },
  })
  for (const [key, value] of node.entries) {
    if (!['id', 'name', 'type', 'displayName', 'description'].includes(key))
      checkTexts(report, value.node, [...path, key])
  }
  checkValidator(context, node, path)
  if (!common || !options) return undefined
  const input: Input = { ...inputKeys.parse(common), type: spec.type, options }
  for (const key of ['defaults', 'prefill'] as const) {
    const given = entryOf(node, key)
    if (given)
      checkDefault(context, {
        spec,
        input,
        key,
        value: input[key],
        at: { path: [...path, key], offset: given.node.start },
      })
  }
  return input
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

function checkValidator({ report }: Context, node: Mapping, path: Path): void {
  const validator = entryOf(node, 'validator')?.node
  if (validator?.kind !== 'scalar' || typeof validator.value !== 'string' || holdsTemplate(validator.value))
    return
  const why = patternProblem(validator.value)
  if (why === undefined) return
  const at = { path: [...path, 'validator'], offset: validator.start }
  report.add('invalid-value', `\`validator\` is not a regular expression: ${why}`, at)
}
