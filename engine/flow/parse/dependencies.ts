import type { Report } from './report.ts'
import { entryOf, type List, type Mapping, type Node, type Path } from './tree.ts'

interface Waiting {
  id: string
  dependsOn: string[]
}

/** Reports dependencies on what is no task of the list, and tasks that wait for themselves. */
export function checkOrder(report: Report, list: List, { path, node }: { path: Path; node: Mapping }): void {
  const owner = textOf(entryOf(node, 'id')?.node) ?? String(path.at(-1))
  const tasks = list.items.flatMap((item): Waiting[] => {
    const id = taskIdOf(item)
    return id === undefined ? [] : [{ id, dependsOn: dependenciesOf(item).map(({ id: on }) => on) }]
  })
  const known = new Set(tasks.map(({ id }) => id))
  for (const [index, item] of list.items.entries()) {
    for (const [at, { id, start }] of dependenciesOf(item).entries()) {
      if (known.has(id)) continue
      const place = { path: [...path, index, 'dependsOn', at], offset: start }
      report.add('unknown-task', `${owner}: Not existing task id in dependency: ${id}`, place)
    }
  }
  const cyclic = cyclicOf(tasks)
  if (cyclic.length > 0) {
    const message = `${owner}: Cyclic dependency detected: ${cyclic.join(', ')}`
    report.add('cycle', message, { path, offset: list.start })
  }
}

interface Visit {
  id: string
  /** In the order of the visits. */
  number: number
  /** The earliest visit that can be reached from here and is not settled. */
  lowest: number
  left: string[]
}

/** Those that can be reached from themselves, by Tarjan's way: each task and dependency is looked at once. */
function cyclicOf(tasks: readonly Waiting[]): string[] {
  const byId = new Map(tasks.map(({ id, dependsOn }) => [id, dependsOn]))
  const visits = new Map<string, Visit>()
  const cyclic = new Set<string>()
  const settled = new Set<string>()
  for (const { id: start } of tasks) {
    const open: Visit[] = []
    const unsettled: Visit[] = []
    const enter = (id: string, from?: Visit): void => {
      const seen = visits.get(id)
      if (from && id === from.id) cyclic.add(id)
      if (seen && from && !settled.has(id)) from.lowest = Math.min(from.lowest, seen.number)
      if (seen) return
      const visit = { id, number: visits.size, lowest: visits.size, left: [...(byId.get(id) ?? [])] }
      visits.set(id, visit)
      open.push(visit)
      unsettled.push(visit)
    }
    enter(start)
    for (let visit = open.at(-1); visit; visit = open.at(-1)) {
      const next = visit.left.pop()
      if (next !== undefined) {
        enter(next, visit)
        continue
      }
      open.pop()
      const above = open.at(-1)
      if (above) above.lowest = Math.min(above.lowest, visit.lowest)
      if (visit.lowest < visit.number) continue
      const group = unsettled.splice(unsettled.lastIndexOf(visit))
      for (const { id } of group) {
        settled.add(id)
        if (group.length > 1) cyclic.add(id)
      }
    }
  }
  return tasks.map(({ id }) => id).filter((id) => cyclic.has(id))
}

function dependenciesOf(item: Node): { id: string; start: number }[] {
  const list = item.kind === 'map' ? entryOf(item, 'dependsOn')?.node : undefined
  if (list?.kind !== 'list') return []
  return list.items.flatMap((node) => {
    const id = textOf(node)
    return id === undefined ? [] : [{ id, start: node.start }]
  })
}

function taskIdOf(item: Node): string | undefined {
  const task = item.kind === 'map' ? entryOf(item, 'task')?.node : undefined
  return task?.kind === 'map' ? textOf(entryOf(task, 'id')?.node) : undefined
}

function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined
}
