import type { Flow, Task } from '../flow.ts'
import { Cluster, entryOf, exitOf, flatten } from './cluster.ts'
import { fillOrdered } from './ordered.ts'
import { Runs } from './runs.ts'
import type { BranchType, DrawnRun, FlowGraph, GraphNode, GraphOf, Layout, RelationType } from './types.ts'

/**
 * The graph of a flow, or of an execution of it: then loops are unrolled by the runs that they have. Pure; the order of nodes,
 * edges and clusters is that of the source.
 */
export function buildGraph(of: GraphOf): FlowGraph {
  const root = new Cluster('root')
  fillFlow({ ...of, runs: new Runs(of.runs ?? []) }, root, of.flow)
  return flatten(root)
}

type Drawing = Omit<GraphOf, 'runs'> & { runs: Runs }

function fillFlow(of: Drawing, cluster: Cluster, flow: Flow): void {
  if (flow.triggers.length > 0) addTriggers(cluster, flow)
  const after = flow.afterExecution ?? []
  const last = after.length > 0 ? join(cluster, 'after', 'AFTER_EXECUTION') : cluster.end
  fillLists({ of, cluster, layout: 'sequential' }, { lists: [['', flow.tasks]], task: flow, end: last })
  if (after.length > 0) {
    const way = { relation: 'AFTER_EXECUTION', from: last, end: cluster.end } as const
    fill({ of, cluster, layout: 'sequential' }, after, way)
  }
}

function addTriggers(cluster: Cluster, { triggers }: Flow): void {
  const inner = new Cluster(`${cluster.path}.Triggers`)
  for (const trigger of triggers) {
    const uid = `${inner.path}.${trigger.id}`
    inner.members.push({ kind: 'trigger', uid, trigger })
    inner.link(inner.start, uid)
    inner.link(uid, inner.end)
  }
  cluster.members.push(inner)
  cluster.link(inner.end, cluster.start)
}

/** Where what a cluster does comes together before what it does last. */
function join(cluster: Cluster, name: string, branchType: BranchType): string {
  const uid = `${cluster.path}.@${name}`
  cluster.members.push({ kind: 'join', uid, branchType })
  return uid
}

/** A cluster as its children are put into it. */
interface Place {
  of: Drawing
  cluster: Cluster
  layout: Layout
  parent?: DrawnRun
}

/** The children of a task or flow: its lists, then `errors` and `finally`. */
function fillLists(
  place: Place,
  { lists, task, end }: { lists: [string, Task[]][]; task: Pick<Task, 'errors' | 'finally'>; end: string },
): void {
  const { cluster } = place
  const closing = task.finally.length > 0 ? join(cluster, 'finally', 'FINALLY') : end
  const from = cluster.own.node?.uid ?? cluster.start
  const isParallel = place.layout === 'parallel' || place.layout === 'parallel-loop'
  for (const [name, tasks] of lists) {
    const value = name === '' ? undefined : name
    if (tasks.some((child) => child.dependsOn !== undefined)) {
      const draw = (child: Task) => membersOf(place, child, 'SEQUENTIAL').map(([member]) => member)
      fillOrdered(cluster, tasks, { draw, from, end: closing })
    } else fill(place, tasks, { relation: isParallel ? 'PARALLEL' : 'SEQUENTIAL', from, end: closing, value })
  }
  if (task.errors.length > 0)
    fill(place, task.errors, { relation: 'ERROR', from: cluster.start, end: closing })
  if (task.finally.length > 0) fill(place, task.finally, { relation: 'FINALLY', from: closing, end })
}

interface Way {
  relation: RelationType
  from: string
  end: string
  /** The case of a choice. */
  value?: string
}

const endings: readonly RelationType[] = ['ERROR', 'FINALLY', 'AFTER_EXECUTION']

/** Puts a list of tasks between two nodes: side by side, or one after the other. */
function fill(place: Place, tasks: readonly Task[], { relation, from, end, value }: Way): void {
  const { cluster } = place
  const isParallel = relation === 'PARALLEL'
  let previous = from
  let isFirst = true
  for (const [index, task] of tasks.entries()) {
    for (const [member, run] of membersOf(place, task, relation)) {
      cluster.members.push(member)
      const keepsOwn = isFirst || isParallel || cluster.own.relationType === 'DYNAMIC'
      const relationType = keepsOwn && !endings.includes(relation) ? cluster.own.relationType : relation
      cluster.link(previous, entryOf(member), { relationType, value: run ? run.value : value })
      if (!isParallel) previous = exitOf(member)
      if (isParallel || index === tasks.length - 1) cluster.link(exitOf(member), end)
      isFirst = false
    }
  }
}

/** What stands for a task: one part, or one for each of its runs below the parent's. */
function membersOf(
  { of, cluster, parent }: Place,
  task: Task,
  relation: RelationType,
): [GraphNode | Cluster, DrawnRun | undefined][] {
  const branchType = endings.includes(relation) ? (relation as BranchType) : cluster.own.branchType
  return of.runs.of(task.id, parent).map((run) => {
    const values = run && of.runs.valuesOf(run)
    const path = [`${cluster.path}.${task.id}`, ...(values ?? [])].join('_')
    const children = [...Object.values(task.branches), task.errors, task.finally]
    const isGroup = children.some((list) => list.length > 0)
    const relationType = isGroup ? relationOf(of.layoutOf(task), task) : relation
    const kind = of.isCall(task) ? 'call' : 'task'
    const node = { kind, uid: path, task, run, values, relationType, branchType } as const
    const unfolded = kind === 'call' ? of.unfold(path) : undefined
    if (!isGroup && !unfolded) return [node, run]
    const inner = new Cluster(path, {
      node,
      branchType,
      relationType: unfolded ? 'SEQUENTIAL' : relationType,
    })
    if (unfolded) fillFlow({ ...of, runs: new Runs([]) }, inner, unfolded)
    else {
      const lists = Object.entries(task.branches).map(([name, list]): [string, Task[]] => [
        labelOf(of, task, name),
        list,
      ])
      fillLists(
        { of, cluster: inner, layout: of.layoutOf(task), parent: run },
        { lists, task, end: inner.end },
      )
    }
    return [inner, run]
  })
}

const relations: Readonly<Record<Layout, RelationType>> = {
  sequential: 'SEQUENTIAL',
  parallel: 'PARALLEL',
  choice: 'CHOICE',
  loop: 'DYNAMIC',
  'parallel-loop': 'DYNAMIC',
}

function relationOf(layout: Layout, task: Task): RelationType {
  const ordered = Object.values(task.branches).some((list) =>
    list.some((child) => child.dependsOn !== undefined),
  )
  return ordered ? 'DYNAMIC' : relations[layout]
}

/** A branch of a choice is called by its case: `cases.FIRST` is `FIRST`. */
function labelOf(of: Drawing, task: Task, name: string): string {
  return of.layoutOf(task) === 'choice' ? name.slice(name.indexOf('.') + 1) : ''
}
