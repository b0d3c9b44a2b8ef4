import type { Json, JsonObject } from '#engine/flow/flow.ts'
import { sourceJson } from '#engine/flow/parse/source-json.ts'
import type { FoundFlow } from './get-flow.ts'

/**
 * Kestra's shape of a flow: what REST answers. Tasks, inputs and triggers are as the author wrote them, under the names that the
 * author gave them; what the server sets stands beside.
 */
export function kestraFlow(found: FoundFlow, { source = false }: { source?: boolean } = {}): JsonObject {
  const { flow } = found
  const { labels, inputs, ...written } = sourceJson(found.source) ?? {}
  return {
    ...written,
    id: flow.id,
    namespace: flow.namespace,
    revision: flow.revision,
    ...(labels === undefined || labels === null ? {} : { labels: labelList(labels) }),
    // What an author leaves out of these has a value all the same, which clients expect.
    ...(flow.concurrency ? { concurrency: { ...flow.concurrency } } : {}),
    ...(flow.checks ? { checks: flow.checks.map((check) => ({ ...check, when: check.condition })) } : {}),
    ...(Array.isArray(inputs) ? { inputs: inputs.map(inputView) } : {}),
    disabled: found.disabled,
    deleted: found.deleted,
    draft: false,
    updated: found.updatedAt.toISOString(),
    ...(source ? { source: found.source } : {}),
  }
}

function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Labels of a map as a list, their values as text. */
function labelList(labels: Json): Json {
  const text = (value: Json | undefined) => (typeof value === 'string' ? value : JSON.stringify(value))
  if (isMap(labels)) return Object.entries(labels).map(([key, value]) => ({ key, value: text(value) }))
  if (!Array.isArray(labels)) return []
  return labels.filter(isMap).map(({ key, value }) => ({ key: text(key), value: text(value) }))
}

/** An input that has the older `name` answers to both. */
function inputView(input: Json): Json {
  return isMap(input) ? { required: true, ...input, id: input.id ?? input.name ?? null } : input
}
