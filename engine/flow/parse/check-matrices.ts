import { gapsIn, matrixOf, type Gap, type Matrix } from '../approvals/matrix.ts'
import { flatten, type FlatInput } from '../inputs/flatten.ts'
import { optionsOf } from '../inputs/options.ts'
import type { Json, JsonObject } from '../flow.ts'
import type { TaskSpec } from '../spec.ts'
import type { Context } from './context.ts'
import { descend, type Mapping, type Path } from './tree.ts'

/** What no row of a matrix says who decides about is told, as far as it can be known: an approval about it could not open. */
export function checkMatrices(
  context: Context,
  node: Mapping,
  { path, spec, own }: { path: Path; spec: TaskSpec; own: JsonObject },
): void {
  for (const place of spec.matrices ?? []) {
    const matrix = matrixOf({ matrix: own[place] ?? null })
    if (!matrix) continue
    const at = { path: [...path, place], offset: descend(node, [place]).offset }
    const misread = [isAmount(context, matrix, place), isList(context, matrix, place)].flatMap(
      (one) => one ?? [],
    )
    for (const message of misread) context.report.add('invalid-value', message, at)
    if (misread.length > 0 || own.deciders !== undefined) continue
    if (matrix.value === undefined && matrix.category === undefined) continue
    for (const gap of gapsIn(matrix, categoriesOf(context, matrix))) {
      const message = `No row of \`${place}\` says who decides ${inWords(gap)}`
      if (typeof gap.category === 'object') context.report.note({ kind: 'warning', message }, at)
      else context.report.add('invalid-value', message, at)
    }
  }
}

/** An amount is a number only without its currency. */
function isAmount(context: Context, { value }: Matrix, place: string): string | undefined {
  const [input] = namedBy(context, value)
  return input && context.vocabulary.fields.get(input.type)?.value === 'money'
    ? `\`${place}.value\` is a number, and \`inputs.${input.id}\` is an amount with its currency: write \`inputs.${input.id}.amount\``
    : undefined
}

/** No row is for several at once. */
function isList(context: Context, { category }: Matrix, place: string): string | undefined {
  const [input] = namedBy(context, category)
  return input && context.vocabulary.fields.get(input.type)?.value === 'list'
    ? `\`${place}.category\` is one text, and \`inputs.${input.id}\` is a list`
    : undefined
}

/** The input that a template names and nothing else, and the steps and groups that it stands in. */
function namedBy({ inputs = [] }: Context, source: Json | undefined): FlatInput[] {
  const [, id] = /^\s*\{\{\s*inputs\.([\w.-]+)\s*\}\}\s*$/.exec(String(source)) ?? []
  const all = flatten(inputs)
  const chain: FlatInput[] = []
  for (let next = id; next !== undefined; next = chain.at(-1)?.within) {
    const found = all.find((one) => one.id === next)
    if (!found) break
    chain.push(found)
  }
  return chain
}

/** All categories that there can be: the options of the input that is named, where its list stands in the flow and one is always chosen. */
function categoriesOf(context: Context, { category }: Matrix): string[] | undefined {
  const chain = namedBy(context, category)
  const [input] = chain
  const mayBeHidden = chain.some(({ dependsOn }) => dependsOn?.condition !== undefined)
  if (!input?.required || mayBeHidden || input.options.allowCustomValue === true) return undefined
  const options = optionsOf(input.options)?.map(({ value }) => value)
  return options?.some((value) => value.includes('{{')) ? undefined : options
}

function inWords({ category, above, upTo }: Gap): string {
  const where =
    category === undefined
      ? ''
      : typeof category === 'object'
        ? 'in categories that it does not name'
        : `in the category \`${category}\``
  const values = [
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(upTo === undefined ? [] : [`up to ${upTo}`]),
  ].join(' and ')
  return [where, values === '' ? '' : `on values ${values}`].filter(Boolean).join(' ') || 'at all'
}
