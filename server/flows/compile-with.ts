import type { Flow, Json } from '#engine/flow/flow.ts'
import { parseFlow, type ParsedFlow } from '#engine/flow/parse/parse-flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { defaultsAbove, type DefaultsByNamespace } from '#server/namespaces/defaults.ts'
import { namesIn } from './source.ts'

/** Defaults of the namespaces that a flow was read with, as text. */
const readWith = new WeakMap<Flow, string>()

/** Reads a flow's source with the `pluginDefaults` of the namespaces that it stands in. */
export function compileWith(source: string, all: DefaultsByNamespace): ParsedFlow {
  const { namespace } = all.size === 0 ? {} : namesIn(source)
  const inherited = namespace === undefined ? [] : defaultsAbove(all, namespace)
  const parsed = parseFlow(source, vocabulary, inherited)
  if (parsed.flow) readWith.set(parsed.flow, textOf(inherited))
  return parsed
}

/** Whether a flow was read with just these. */
export function isReadWith(flow: Flow, all: DefaultsByNamespace): boolean {
  return readWith.get(flow) === textOf(defaultsAbove(all, flow.namespace))
}

const textOf = (defaults: readonly Json[]) => JSON.stringify(defaults)
