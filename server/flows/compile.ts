import type { ParsedFlow } from '#engine/flow/parse/parse-flow.ts'
import { db } from '#server/db.ts'
import { compileWith } from './compile-with.ts'
import { readSurroundings } from './surroundings.ts'

/** Reads a flow's source with the `pluginDefaults` of the namespaces that it stands in, and the calendars, as they are now. */
export async function compile(source: string): Promise<ParsedFlow> {
  return compileWith(source, await readSurroundings(db))
}
