import { holdsTemplate } from '../dynamic.ts'
import type { Input, Json } from '../flow.ts'
import { schemaProblem } from '../inputs/json-schema/keywords.ts'
import { patternProblem } from '../pattern.ts'
import type { FieldSpec } from '../spec.ts'
import type { Context } from './context.ts'
import { entryOf, type Mapping, type Path } from './tree.ts'

interface Given {
  spec: FieldSpec
  /** Its options may be changed: types to their canonical names. */
  input: Input
  node: Mapping
  path: Path
  /** Specs of the steps, groups or tables around it. */
  around: readonly FieldSpec[]
}

/** What an input's options and place break beyond the shape of each. */
export function checkOptions(context: Context, given: Given): void {
  const { input, node, path } = given
  const add = (key: string, message: string) => {
    const offset = entryOf(node, key)?.node.start ?? node.start
    context.report.add('invalid-value', message, { path: [...path, key], offset })
  }
  checkPattern(input, add)
  const { jsonSchema } = input.options
  const problem = jsonSchema === undefined ? undefined : schemaProblem(jsonSchema)
  if (problem !== undefined) add('jsonSchema', `\`jsonSchema\` cannot be used: ${problem}`)
  if (input.defaults !== undefined && input.prefill !== undefined)
    add('prefill', `${input.id}: an input has \`defaults\` or \`prefill\`, not both`)
  checkTypeOptions(context, given, add)
  checkPlace(context, given, add)
}

type Add = (key: string, message: string) => void

function checkPattern({ options: { validator } }: Input, add: Add): void {
  if (typeof validator !== 'string' || holdsTemplate(validator)) return
  const why = patternProblem(validator)
  if (why !== undefined) add('validator', `\`validator\` is not a regular expression: ${why}`)
}

/** `itemType` and its like name a type that a bare value can be read by. */
function checkTypeOptions({ report, vocabulary }: Context, { spec, input }: Given, add: Add): void {
  for (const key of spec.typeOptions ?? []) {
    const name = input.options[key]
    if (typeof name !== 'string') continue
    const type = vocabulary.fields.get(name)
    if (!type) {
      add(
        key,
        `${input.id}: \`${key}\` is no type of an input: ${name}${report.hint(name, vocabulary.fields.keys())}`,
      )
      continue
    }
    const bare = !['list', 'file', 'secret'].includes(type.value) && !type.holds
    const check = vocabulary.checks[type.type]
    if (
      bare &&
      type.options.safeParse({}).success &&
      !check?.computed &&
      !check?.directory &&
      !check?.signature
    )
      input.options[key] = type.type satisfies Json
    else add(key, `${input.id}: \`${key}\` cannot be \`${name}\``)
  }
}

/** A step stands outermost; a column holds one plain value, which depends on nothing. */
function checkPlace({ vocabulary }: Context, { spec, input, around }: Given, add: Add): void {
  if (spec.holds === 'inputs')
    for (const key of ['defaults', 'prefill'] as const)
      if (input[key] !== undefined) add(key, `${input.id}: give \`${key}\` to the inputs that it holds`)
  if (vocabulary.checks[spec.type]?.step && around.length > 0)
    add('type', `${input.id}: an input of type \`${spec.type}\` cannot stand inside another one`)
  if (!around.some(({ holds }) => holds === 'columns')) return
  const check = vocabulary.checks[spec.type]
  if (spec.holds || ['file', 'secret'].includes(spec.value) || check?.computed || check?.signature)
    add('type', `${input.id}: a column cannot be of type \`${spec.type}\``)
  for (const key of ['dependsOn', 'prefill'] as const)
    if (input[key] !== undefined) add(key, `${input.id}: a column cannot have \`${key}\``)
}
