import type { JsonObject } from '../flow.ts'
import { readYaml } from './read-yaml.ts'
import { Report } from './report.ts'
import { toJson } from './tree.ts'

/** A source as it is written, anchors and merge keys unfolded: names stay the author's. Undefined where it is no map. */
export function sourceJson(source: string): JsonObject | undefined {
  const root = readYaml(new Report(source))
  const json = root && toJson(root)
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : undefined
}
