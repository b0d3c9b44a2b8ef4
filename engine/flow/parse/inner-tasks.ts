import type { TaskSpec } from '../spec.ts'
import type { Context } from './context.ts'
import { entryOf, type Mapping, type Path } from './tree.ts'

/** A task that plays the tasks that it holds itself holds only such as do something, and no other execution comes in its place. */
export function checkInner(
  { report, vocabulary }: Context,
  node: Mapping,
  { path, spec }: { path: Path; spec: TaskSpec },
): void {
  if (spec.mode === 'control') return
  for (const name of spec.branches) {
    const list = entryOf(node, name)?.node
    for (const [index, item] of (list?.kind === 'list' ? list.items : []).entries()) {
      if (item.kind !== 'map') continue
      const at = [...path, name, index]
      const type = entryOf(item, 'type')?.node
      const inner = type?.kind === 'scalar' ? vocabulary.tasks.get(String(type.value)) : undefined
      if (type && inner && !isRunnable(inner)) {
        const message = `Only runnable tasks are allowed as children of a \`${spec.type}\`: \`${inner.type}\` is flow control`
        report.add('not-supported', message, { path: [...at, 'type'], offset: type.start })
      }
      const retry = entryOf(item, 'retry')?.node
      const behavior = retry?.kind === 'map' ? entryOf(retry, 'behavior')?.node : undefined
      if (behavior?.kind === 'scalar' && behavior.value === 'CREATE_NEW_EXECUTION') {
        const message = `\`CREATE_NEW_EXECUTION\` is not supported inside of a \`${spec.type}\`: give that the \`retry\``
        report.add('not-supported', message, { path: [...at, 'retry', 'behavior'], offset: behavior.start })
      }
    }
  }
}

function isRunnable({ mode, branches, parts }: TaskSpec): boolean {
  return mode !== 'control' && branches.length === 0 && !parts
}
