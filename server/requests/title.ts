import { durationText } from '#engine/flow/duration-text.ts'
import type { Flow, Json, JsonObject } from '#engine/flow/flow.ts'
import { leavesOf } from '#engine/flow/inputs/flatten.ts'
import { localText } from '#engine/flow/local-text.ts'
import { optionsOf } from '#engine/flow/inputs/options.ts'
import { checks } from '#generated/catalog/checks.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { languageFor } from '#server/languages/languages.ts'

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
    const written = checks[input.type]?.duration ? durationText(value, languageFor(language)) : value
    const text = shortened(option?.label ?? written)
    if (text !== '') return `${name}: ${text}`
  }
  return name
}

/** The first line without control signs, cut between words where it is long, and never within a sign. */
function shortened(text: string): string {
  const line = (text.trim().split('\n')[0] ?? '').replace(/\p{Cc}/gu, ' ').trim()
  const signs = [...line.slice(0, longest * 4)]
  if (signs.length <= longest) return line
  const cut = signs.slice(0, longest).join('')
  const half = signs.slice(0, longest / 2).join('')
  const words = cut.slice(0, Math.max(0, cut.lastIndexOf(' ')))
  const kept = words.length > half.length ? words : half
  return `${kept.replace(/[\s,;:.–-]+$/, '')}…`
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
