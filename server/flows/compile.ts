import type { ParsedFlow } from '#engine/flow/parse/parse-flow.ts'
import { db } from '#server/db.ts'
import { readDefaults } from '#server/namespaces/defaults.ts'
import { compileWith } from './compile-with.ts'

/** Reads a flow's source with the `pluginDefaults` of the namespaces that it stands in, as they are now. */
export async function compile(source: string): Promise<ParsedFlow> {
  return compileWith(source, await readDefaults(db))
}
