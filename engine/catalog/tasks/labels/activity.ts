import type { TaskActivity, TaskResult } from '#engine/catalog/host.ts'
import type { Json } from '#engine/flow/flow.ts'

const setLabels: TaskActivity<{ labels: Json }> = async ({ labels }) => {
  const read = entriesOf(typeof labels === 'string' ? fromText(labels) : labels)
  if (!read) return failed('`labels` is neither a map nor a list of `key` and `value`.')
  const system = read.find(([key]) => key.startsWith('system.'))
  if (system)
    return failed(`The label ${system[0]} is the product's own: names that begin with system. are reserved.`)
  if (read.some(([key]) => key === '')) return failed('A label has no name.')
  return { state: 'SUCCESS', outputs: {}, labels: Object.fromEntries(read) }
}

const failed = (message: string): TaskResult => ({ state: 'FAILED', message })

function fromText(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return null
  }
}

/** Undefined where it is no map and no list of keys and values. */
function entriesOf(labels: Json): [string, string][] | undefined {
  if (labels === null || typeof labels !== 'object') return undefined
  if (!Array.isArray(labels)) return allTexts(Object.entries(labels))
  const pairs = labels.map((item): [string, Json] | undefined => {
    if (item === null || typeof item !== 'object' || Array.isArray(item)) return undefined
    return typeof item.key === 'string' ? [item.key, item.value ?? null] : undefined
  })
  const whole = pairs.filter((pair) => pair !== undefined)
  return whole.length === pairs.length ? allTexts(whole) : undefined
}

function allTexts(entries: [string, Json][]): [string, string][] | undefined {
  const texts = entries.map(([key, value]): [string, string] => [key, String(value)])
  return entries.every(([, value]) => value !== null && typeof value !== 'object') ? texts : undefined
}

export default setLabels
