import { holdsTemplate } from '../dynamic.ts'
import type { Input, Json } from '../flow.ts'
import { judgeValue } from '../inputs/judge-value.ts'
import { sentence } from '../inputs/sentence.ts'
import type { FieldSpec } from '../spec.ts'
import type { Context } from './context.ts'
import type { Path } from './tree.ts'

interface Given {
  spec: FieldSpec
  input: Input
  key: 'defaults' | 'prefill'
  value: Json | undefined
  at: { path: Path; offset: number }
}

/** A default that the field's own check would refuse at every start is told at save; what a template renders to is known later. */
export function checkDefault({ report, vocabulary }: Context, { spec, input, key, value, at }: Given): void {
  if (spec.value === 'file') {
    report.add('invalid-value', `${input.id}: no \`${key}\` can be set for inputs of type '${spec.type}'`, at)
    return
  }
  if (
    value === undefined ||
    JSON.stringify(value).includes('{{') ||
    Object.values(input.options).some(holdsTemplate)
  )
    return
  if (value === '' && spec.value === 'text') return
  if (!vocabulary.checks[spec.type]) return
  const { problems } = judgeValue(input, value, { checks: vocabulary.checks })
  for (const problem of problems) report.add('invalid-value', sentence(problem, value), at)
}
