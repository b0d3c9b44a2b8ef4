import type { Report } from './report.ts'
import { entryOf, toJson, type Mapping, type Node } from './tree.ts'

/** Stages may only name top-level tasks, each in one stage; ids are unique. */
export function checkStages(report: Report, root: Mapping): void {
  const stages = entryOf(root, 'stages')?.node
  if (stages?.kind !== 'list') return
  const tasks = new Set(idsOf(entryOf(root, 'tasks')?.node))
  const ids = new Set<string>()
  const taken = new Set<string>()
  for (const [index, stage] of stages.items.entries()) {
    if (stage.kind !== 'map') continue
    const id = entryOf(stage, 'id')?.node
    const name = id ? String(toJson(id)) : ''
    if (id && ids.has(name)) {
      report.add('duplicate-id', `Duplicate stage id with name [${name}]`, {
        path: ['stages', index, 'id'],
        offset: id.start,
      })
    }
    ids.add(name)
    const named = entryOf(stage, 'tasks')?.node
    for (const [n, item] of (named?.kind === 'list' ? named.items : []).entries()) {
      const task = String(toJson(item))
      const at = { path: ['stages', index, 'tasks', n], offset: item.start }
      if (!tasks.has(task)) {
        const hint = report.hint(task, tasks)
        report.add(
          'unknown-task',
          `The stage \`${name}\` names \`${task}\`, which is no top-level task${hint}`,
          at,
        )
      } else if (taken.has(task)) report.add('duplicate-id', `The task \`${task}\` belongs to two stages`, at)
      taken.add(task)
    }
  }
}

function idsOf(node: Node | undefined): string[] {
  if (node?.kind !== 'list') return []
  return node.items.flatMap((item) => {
    const id = item.kind === 'map' ? entryOf(item, 'id')?.node : undefined
    return id ? [String(toJson(id))] : []
  })
}
