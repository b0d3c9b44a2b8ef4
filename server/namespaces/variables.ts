import { ExpressionError } from '#engine/flow/expressions/error.ts'
import { readsOf } from '#engine/flow/expressions/reads.ts'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { lineOf } from './line.ts'

/** Variables of a namespace and of those above it; of two the nearest wins, maps are merged. Asks for no permission. */
export async function namespaceVariables(namespace: string): Promise<JsonObject> {
  const line = lineOf(namespace)
  const rows = await db.namespace.findMany({
    where: { id: { in: line } },
    select: { id: true, variables: true },
  })
  return line.reduceRight<JsonObject>((above, name) => {
    const own = rows.find(({ id }) => id === name)?.variables
    return own === undefined ? above : merged(above, own as JsonObject)
  }, {})
}

/** What templates see of their namespace: its variables, where they name them. */
export async function namespaceScope(namespace: string, templates: Json): Promise<JsonObject> {
  return namesThem(templates) ? { namespace: await namespaceVariables(namespace) } : {}
}

function namesThem(templates: Json): boolean {
  try {
    const { whole, names } = readsOf(templates)
    return whole || names.some(([root]) => root === 'namespace')
  } catch (error) {
    // who renders the text says what is wrong with it
    if (error instanceof ExpressionError) return false
    throw error
  }
}

function merged(far: JsonObject, near: JsonObject): JsonObject {
  const result = new Map(Object.entries(far))
  for (const [key, value] of Object.entries(near)) {
    const other = result.get(key)
    result.set(key, isMap(other) && isMap(value) ? merged(other, value) : value)
  }
  return Object.fromEntries(result)
}

function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
