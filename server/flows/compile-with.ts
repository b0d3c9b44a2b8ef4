import type { Flow } from '#engine/flow/flow.ts'
import { parseFlow, type ParsedFlow, type Surroundings } from '#engine/flow/parse/parse-flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { defaultsAbove } from '#server/namespaces/defaults.ts'
import { namesIn } from './source.ts'
import type { ReadWith } from './surroundings.ts'

/** What a flow was read with, as text. */
const readWith = new WeakMap<Flow, string>()

/** Reads a flow's source with the `pluginDefaults` of the namespaces that it stands in, and the calendars that it may name. */
export function compileWith(source: string, { defaults, calendars }: ReadWith): ParsedFlow {
  const { namespace } = defaults.size === 0 ? {} : namesIn(source)
  const inherited = namespace === undefined ? [] : defaultsAbove(defaults, namespace)
  const surroundings = { inherited, calendars }
  const parsed = parseFlow(source, vocabulary, surroundings)
  if (parsed.flow) readWith.set(parsed.flow, textOf(surroundings))
  return parsed
}

/** Whether a flow was read with just these. */
export function isReadWith(flow: Flow, { defaults, calendars }: ReadWith): boolean {
  return readWith.get(flow) === textOf({ inherited: defaultsAbove(defaults, flow.namespace), calendars })
}

const textOf = ({ inherited, calendars = new Set() }: Surroundings) =>
  JSON.stringify([inherited, [...calendars].sort()])
