import type { Task } from '../flow.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { GraphOf } from './types.ts'

/** How the types of the catalog want their tasks drawn. */
export function drawingOf(vocabulary: Vocabulary): Pick<GraphOf, 'layoutOf' | 'isCall'> {
  return {
    layoutOf: (task) => {
      const layout = vocabulary.tasks.get(task.type)?.layout
      if (typeof layout === 'function') return layout(task.properties)
      return layout ?? (Object.keys(task.branches).length > 1 ? 'choice' : 'sequential')
    },
    isCall: (task: Task) => vocabulary.tasks.get(task.type)?.calls !== undefined,
  }
}
