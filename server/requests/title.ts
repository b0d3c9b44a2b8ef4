import type { Flow, Json, JsonObject } from '#engine/flow/flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { localText } from '#server/flows/words.ts'

const longest = 60

/** What a request is called: the flow's or app's name and the first short text that was filled in. */
export function titleOf(
  flow: Pick<Flow, 'displayName' | 'inputs'>,
  appName: string,
  values: JsonObject,
): string {
  const name = localText(flow.displayName) ?? appName
  for (const input of flow.inputs) {
    if (vocabulary.fields.get(input.type)?.value !== 'text') continue
    const value = valueAt(values, input.id)
    if (typeof value !== 'string') continue
    const text = value.trim()
    if (text !== '' && text.length <= longest && !text.includes('\n')) return `${name}: ${text}`
  }
  return name
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
