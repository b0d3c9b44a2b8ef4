import type { Task } from '../flow.ts'
import { entryOf, exitOf, type Cluster } from './cluster.ts'
import type { GraphNode } from './types.ts'

interface Ordered {
  draw: (task: Task) => (GraphNode | Cluster)[]
  from: string
  end: string
}

/** Puts tasks that depend on each other into a cluster: an edge from each that has to end first. */
export function fillOrdered(cluster: Cluster, tasks: readonly Task[], { draw, from, end }: Ordered): void {
  const needed = new Set(tasks.flatMap((task) => task.dependsOn ?? []))
  const drawn = new Map(tasks.map((task) => [task.id, draw(task)]))
  for (const task of tasks) {
    for (const member of drawn.get(task.id) ?? []) {
      cluster.members.push(member)
      const first = task.dependsOn ?? []
      const exits = first.flatMap((id) => (drawn.get(id) ?? []).map(exitOf))
      for (const exit of first.length === 0 ? [from] : exits)
        cluster.link(exit, entryOf(member), { relationType: 'PARALLEL' })
      if (!needed.has(task.id)) cluster.link(exitOf(member), end)
    }
  }
}
