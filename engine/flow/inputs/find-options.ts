import type { Flow, Input, LocalText } from '../flow.ts'
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

/**
 * The inputs as a form is sent them: lists that are too long to be read stay with the server, which searches and judges them.
 * @param toHtml makes clean HTML of Markdown
 */
export function forForm(inputs: readonly Input[], toHtml: (markdown: string) => string): Input[] {
  return withHelp(inputs, toHtml).map(shortened)
}

/** With the description of each, Markdown, as HTML too. */
export function withHelp(inputs: readonly Input[], toHtml: (markdown: string) => string): Input[] {
  return inputs.map((input) => ({
    ...input,
    ...(input.description !== undefined && { help: inEach(input.description, toHtml) }),
    ...(input.inputs && { inputs: withHelp(input.inputs, toHtml) }),
    ...(input.columns && { columns: withHelp(input.columns, toHtml) }),
  }))
}

function inEach(text: LocalText, toHtml: (markdown: string) => string): LocalText {
  if (typeof text === 'string') return toHtml(text)
  return Object.fromEntries(Object.entries(text).map(([language, own]) => [language, toHtml(own)]))
}

function shortened(input: Input): Input {
  const { values, ...options } = input.options
  const isLong = Array.isArray(values) && values.length > mostOptions
  return {
    ...input,
    ...(isLong && { options }),
    ...(input.inputs && { inputs: input.inputs.map(shortened) }),
    ...(input.columns && { columns: input.columns.map(shortened) }),
  }
}
