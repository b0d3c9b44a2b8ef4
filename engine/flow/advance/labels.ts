import { holdsTemplate } from '../holds-template.ts'
import { textOf } from './read-property.ts'
import type { RenderResult } from './events.ts'
import type { Work } from './work.ts'

/** Labels whose text is the flow's own: what a request set is a plain value, whatever it looks like. */
function templates(work: Work): string[] {
  const { labels } = work.program.flow
  return Object.keys(labels).filter((key) => {
    return labels[key] === work.state.context.labels[key] && holdsTemplate(labels[key])
  })
}

/** Labels with templates are rendered before the first task. */
export function askLabels(work: Work): void {
  const keys = templates(work)
  if (keys.length === 0) return
  work.setWalk(undefined, { phase: 'labels' })
  work.ask(
    { attempt: 0, parts: keys.map(() => 'labels' as const) },
    keys.map((key) => ({ source: work.program.flow.labels[key] ?? '' })),
  )
}

/** A label that cannot be rendered makes the execution FAILED before any task. */
export function labelsRendered(work: Work, results: readonly RenderResult[]): void {
  const labels = { ...work.state.context.labels }
  work.setWalk(undefined, { phase: 'body' })
  work.look(undefined)
  for (const [index, key] of templates(work).entries()) {
    const result = results[index] ?? { error: 'it was not rendered' }
    if ('error' in result) {
      const message = `Label ${key} cannot be rendered: ${result.error}`
      work.set({ error: { message } })
      return work.setWalk(undefined, { result: 'FAILED', stopped: true, fixed: true, message })
    }
    labels[key] = textOf(result.value)
  }
  work.setContext({ labels })
  work.facts.push({ kind: 'execution', at: work.at, state: work.state.status, labels })
}
