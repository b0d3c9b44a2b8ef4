import { printRaw } from './raw.ts'
import type { InputProblem, InputProblemCode } from './types.ts'

type Params = InputProblem['params']

const rules: Readonly<Record<InputProblemCode, (params: Params) => string>> = {
  required: () => 'missing required input',
  'wrong-type': ({ type, received }) => `Expected \`${type}\` but received \`${received}\``,
  min: ({ limit }) => `it must be more than \`${limit}\``,
  max: ({ limit }) => `it must be less than \`${limit}\``,
  'min-duration': ({ limit }) => `It must be more than \`${limit}\``,
  'max-duration': ({ limit }) => `It must be less than \`${limit}\``,
  'min-items': ({ limit }) => `it must have at least \`${limit}\` entries`,
  'max-items': ({ limit }) => `it must have at most \`${limit}\` entries`,
  'min-length': ({ limit }) => `it must have at least \`${limit}\` characters`,
  'max-length': ({ limit }) => `it must have at most \`${limit}\` characters`,
  after: ({ limit }) => `it must be after \`${limit}\``,
  before: ({ limit }) => `it must be before \`${limit}\``,
  pattern: ({ pattern }) => `it must match the pattern \`${pattern}\``,
  'not-an-option': ({ values }) => `it must match the values \`[${values}]\``,
  currency: ({ values }) => `its currency must be one of \`[${values}]\``,
  decimals: ({ limit }) => `it must have at most \`${limit}\` decimal places`,
  'file-type': ({ extensions }) => `its name must end in one of \`[${extensions}]\``,
  'file-content': ({ extensions }) => `it must be what its name says, one of \`[${extensions}]\``,
  'file-size': ({ limit }) => `it must not be larger than \`${limit}\` bytes`,
  'file-unknown': () => 'there is no such upload',
  'item-type': ({ type, item }) => `Unable to parse array element as \`${type}\` on \`${item}\``,
  schema: ({ message }) => `it does not fit its schema: ${message}`,
  depth: ({ limit }) => `it must not be nested deeper than \`${limit}\` levels`,
  slow: () => 'what it asks for has not answered yet',
  'person-unknown': ({ name }) => `\`${name}\` is nobody who may be chosen`,
  'group-unknown': ({ name }) => `there is no group \`${name}\``,
  expression: ({ message }) => `it cannot be evaluated: ${message}`,
}

/**
 * Kestra's English sentence: ``Invalid input for `n`, it must be more than `10`, but received `9` ``.
 * @param raw the value as it was sent, where the problem does not name it; never shown where the problem says it is secret
 */
export function sentence(problem: InputProblem, raw?: unknown): string {
  const received = problem.params.secret === 1 ? '******' : String(problem.params.received ?? printRaw(raw))
  const rule = rules[problem.code]({ ...problem.params, received })
  return `Invalid input for \`${problem.inputId}\`, ${rule}, but received \`${received}\``
}
