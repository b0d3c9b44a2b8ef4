import type { Json } from '#engine/flow/flow.ts'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import { sourceJson } from '#engine/flow/parse/source-json.ts'
import { readPath } from '#engine/flow/parse/tree.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import type { Actor } from '#server/actor.ts'
import { newestSources } from './newest-sources.ts'

export interface FlowWithOldTasks {
  namespace: string
  flowId: string
  revision: number
  deprecatedTasks: { taskId: string; taskType: string; replacement?: string }[]
}

const most = 1000

/** Flows with tasks or triggers that are called by names of earlier days, each with the name of today. */
export async function oldNames(actor: Actor, namespace?: string): Promise<FlowWithOldTasks[]> {
  const specs = [...new Set([...vocabulary.tasks.values(), ...vocabulary.triggers.values()])]
  const texts = specs.flatMap(({ aliases }) => aliases.slice(1))
  if (texts.length === 0) return []
  const { results } = await newestSources(actor, { namespace, texts, limit: most })
  return results.flatMap(({ flow, source }) => {
    const written = sourceJson(source) ?? {}
    const deprecatedTasks = parseFlow(source, vocabulary).notes.flatMap(({ path, replacement }) => {
      const id = replacement && at(written, `${path}.id`)
      return replacement && typeof id === 'string'
        ? [{ taskId: id, taskType: replacement.from, replacement: replacement.to }]
        : []
    })
    const { namespace: of, id, revision } = flow
    return deprecatedTasks.length === 0 ? [] : [{ namespace: of, flowId: id, revision, deprecatedTasks }]
  })
}

function at(value: Json, path: string): Json | undefined {
  return readPath(path).reduce<Json | undefined>((found, part) => {
    if (Array.isArray(found)) return typeof part === 'number' ? found[part] : undefined
    return typeof found === 'object' && found !== null ? found[String(part)] : undefined
  }, value)
}
