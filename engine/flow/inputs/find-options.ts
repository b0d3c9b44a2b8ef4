import type { Flow, Input } from '../flow.ts'
import { limitsOf } from './look-up.ts'
import { mostOptions, optionsOf, searchOptions } from './options.ts'
import { readInputs } from './read-inputs.ts'
import type { FoundOptions, InputHost } from './types.ts'

export interface OptionSearch {
  /** Whole id of the input; of a column that of its table, a dot and its own. */
  inputId: string
  /** In the label or the value; empty: the first ones. */
  text: string
}

/**
 * The options of one input, with these values in the form, that fit a text.
 * @returns undefined where there is no visible input of this id
 */
export async function findOptions(
  flow: Pick<Flow, 'inputs'>,
  raw: Readonly<Record<string, unknown>>,
  { host, search }: { host: InputHost; search: OptionSearch },
): Promise<FoundOptions | undefined> {
  let wanted: Input | undefined
  await readInputs(flow, raw, {
    ...host,
    seen: (input) => {
      if (input.id === search.inputId) wanted = input
      const column = input.columns?.find(({ id }) => `${input.id}.${id}` === search.inputId)
      if (column) wanted = column
    },
  })
  if (!wanted) return undefined
  const directory = host.checks[wanted.type]?.directory
  if (directory) return host.directory?.search(directory, search.text, limitsOf(wanted))
  return searchOptions(optionsOf(wanted.options, host.language) ?? [], search.text)
}

/** The inputs as a form is sent them: lists that are too long to be read stay with the server, which searches and judges them. */
export function forForm(inputs: readonly Input[]): Input[] {
  return inputs.map((input) => {
    const { values, ...options } = input.options
    const isLong = Array.isArray(values) && values.length > mostOptions
    return {
      ...input,
      ...(isLong && { options }),
      ...(input.inputs && { inputs: forForm(input.inputs) }),
      ...(input.columns && { columns: forForm(input.columns) }),
    }
  })
}
