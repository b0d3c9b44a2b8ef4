import type { Flow, Json, JsonObject } from '#engine/flow/flow.ts'
import { leavesOf } from '#engine/flow/inputs/flatten.ts'
import { localText } from '#engine/flow/local-text.ts'
import { optionsOf } from '#engine/flow/inputs/options.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'

const longest = 60

/** What a request is called, in the language of who made it: the flow's or app's name and the beginning of the first text that was filled in. */
export function titleOf(
  flow: Pick<Flow, 'displayName' | 'inputs'>,
  { appName, values, language }: { appName: string; values: JsonObject; language: string },
): string {
  const name = localText(flow.displayName, language) ?? appName
  for (const input of leavesOf(flow.inputs)) {
    if (vocabulary.fields.get(input.type)?.value !== 'text') continue
    const value = valueAt(values, input.id)
    if (typeof value !== 'string') continue
    const option = optionsOf(input.options, language)?.find((one) => one.value === value)
    const text = shortened(option?.label ?? value)
    if (text !== '') return `${name}: ${text}`
  }
  return name
}

/** The first line, cut between words where it is long. */
function shortened(text: string): string {
  const line = text.trim().split('\n')[0]?.trim() ?? ''
  if (line.length <= longest) return line
  const cut = line.slice(0, longest)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longest / 2)).replace(/[\s,;:.–-]+$/, '')}…`
}

/** The value of an input; dots in its id nest. */
export function valueAt(values: JsonObject, id: string): Json | undefined {
  let at: Json | undefined = values
  for (const part of id.split('.')) {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return undefined
    at = Object.hasOwn(at, part) ? at[part] : undefined
  }
  return at
}
