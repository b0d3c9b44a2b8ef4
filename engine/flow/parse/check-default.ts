import { holdsTemplate } from '../dynamic.ts'
import type { Input, Json } from '../flow.ts'
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
  if (spec.value === 'secret' && !holdsTemplate(value)) {
    report.add(
      'invalid-value',
      `${input.id}: a secret must not stand in the source; use {{ secret('NAME') }}`,
      at,
    )
    return
  }
  if (
    value === undefined ||
    JSON.stringify(value).includes('{{') ||
    Object.values(input.options).some(holdsTemplate)
  )
    return
  if (value === '' && spec.value === 'text') return
  const check = vocabulary.checks[spec.type]
  const result = check?.read(value, input)
  if (result && 'problem' in result) {
    report.add('invalid-value', sentence({ ...result.problem, inputId: input.id }, value), at)
  }
}
