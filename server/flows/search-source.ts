import type { JsonObject } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { kestraFlow } from './kestra-view.ts'
import { newestSources } from './newest-sources.ts'

const around = 1
const fragmentsAtMost = 5

/** A flow, and the lines where the text stands. */
export interface FoundSource {
  namespace: string
  id: string
  model: JsonObject
  fragments: string[]
}

/**
 * Flows whose source holds a text, with the lines where it stands; what was found is between `[mark]` and `[/mark]`.
 * An empty text finds every flow.
 */
export async function searchSource(
  actor: Actor,
  {
    q = '',
    namespace,
    page = 1,
    size = 10,
  }: { q?: string; namespace?: string; page?: number; size?: number },
): Promise<{ results: FoundSource[]; total: number }> {
  const { results, total } = await newestSources(actor, {
    namespace,
    texts: q === '' ? [] : [q],
    matchCase: false,
    limit: size,
    offset: (page - 1) * size,
  })
  return {
    total,
    results: results.map((found) => ({
      namespace: found.namespace,
      id: found.id,
      model: kestraFlow({ ...found, deleted: false }),
      fragments: q === '' ? [] : fragmentsOf(found.source, q),
    })),
  }
}

function fragmentsOf(source: string, q: string): string[] {
  const lines = source.split('\n')
  const isHit = (line: string) => line.toLowerCase().includes(q.toLowerCase())
  const hits = lines.flatMap((line, index) => (isHit(line) ? [index] : [])).slice(0, fragmentsAtMost)
  return hits.map((index) =>
    lines
      .slice(Math.max(0, index - around), index + around + 1)
      .map((line) => marked(line, q))
      .join('\n'),
  )
}

function marked(line: string, q: string): string {
  const lower = line.toLowerCase()
  let result = ''
  let from = 0
  for (let at = lower.indexOf(q.toLowerCase()); at >= 0; at = lower.indexOf(q.toLowerCase(), from)) {
    result += `${line.slice(from, at)}[mark]${line.slice(at, at + q.length)}[/mark]`
    from = at + q.length
  }
  return result + line.slice(from)
}
