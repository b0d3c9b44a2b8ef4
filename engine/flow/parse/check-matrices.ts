import { gapsIn, matrixOf, type Gap, type Matrix } from '../approvals/matrix.ts'
import { flatten } from '../inputs/flatten.ts'
import { optionsOf } from '../inputs/options.ts'
import type { JsonObject } from '../flow.ts'
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
    if (!matrix || own.deciders !== undefined) continue
    if (matrix.value === undefined && matrix.category === undefined) continue
    const at = { path: [...path, place], offset: descend(node, [place]).offset }
    for (const gap of gapsIn(matrix, categoriesOf(context, matrix))) {
      const message = `No row of \`${place}\` says who decides ${inWords(gap)}`
      if (typeof gap.category === 'object') context.report.note({ kind: 'warning', message }, at)
      else context.report.add('invalid-value', message, at)
    }
  }
}

/** All categories that there can be: the options of the input that is named, where its list stands in the flow. */
function categoriesOf({ inputs = [] }: Context, { category }: Matrix): string[] | undefined {
  const [, id] = /^\s*\{\{\s*inputs\.([\w.-]+)\s*\}\}\s*$/.exec(String(category)) ?? []
  const input = flatten(inputs).find((one) => one.id === id)
  if (!input?.required || input.options.allowCustomValue === true) return undefined
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
