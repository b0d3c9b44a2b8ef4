import type { Flow } from '#engine/flow/flow.ts'
import type { Parent } from './parent.ts'
import type { RenderedCall } from './render-call.ts'

const reserved = 'system.'
const correlation = 'system.correlationId'

/**
 * Labels of an execution that a task starts: its flow's, those of the parent where they are inherited, the task's; in all
 * descendants `system.correlationId` is the id of the first.
 */
export function childLabels(given: {
  flow: Flow
  parent: Pick<Parent, 'id'>
  rendered: Pick<RenderedCall, 'inheritLabels' | 'labels'>
  /** The parent's labels. */
  inherited: Readonly<Record<string, string>>
}): Record<string, string> {
  const { flow, parent, rendered, inherited } = given
  const own = (labels: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(labels).filter(([key]) => !key.startsWith(reserved)))
  return {
    ...flow.labels,
    ...(rendered.inheritLabels ? own(inherited) : {}),
    ...own(rendered.labels),
    [correlation]: inherited[correlation] ?? parent.id,
  }
}
