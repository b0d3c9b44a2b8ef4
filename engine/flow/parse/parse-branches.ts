import { z } from 'zod'
import type { Task } from '../flow.ts'
import type { TaskSpec } from '../spec.ts'
import { checkOrder } from './dependencies.ts'
import type { Report } from './report.ts'
import { checkShape } from './shape.ts'
import { entryOf, isNull, type Entry, type Mapping, type Node, type Path } from './tree.ts'

/** Where a list of tasks stands. */
export interface ListPlace {
  path: Path
  offset: number
  /** An empty one is a problem. */
  needed: boolean
  /** Id of the task that it belongs to. */
  of?: string
}

/** How the tasks in a branch are read. */
export interface TaskReader {
  report: Report
  list(entry: Entry | undefined, at: ListPlace): Task[]
  task(node: Node, path: Path): Task | undefined
}

interface Branch {
  node: Mapping
  path: Path
  name: string
  needed: boolean
}

/** The lists of a branch by their names, in the shape that the spec gives it. */
export function branchLists(reader: TaskReader, spec: TaskSpec, branch: Branch): [string, Task[]][] {
  const { node, path, name, needed } = branch
  const entry = entryOf(node, name)
  const id = entryOf(node, 'id')?.node
  const of = id?.kind === 'scalar' && id.value !== null ? String(id.value) : undefined
  const at = { path: [...path, name], offset: node.start, needed, of }
  const shape = spec.branchShapes?.[name]
  if (!shape) return [[name, reader.list(entry, at)]]
  if (!entry || isNull(entry.node)) {
    if (needed) reader.report.add('missing-property', mayNotBeEmpty(at), at)
    return []
  }
  if (shape === 'single') return [[name, [reader.task(entry.node, at.path) ?? []].flat()]]
  return shape === 'map' ? mapOf(reader, entry, at) : [[name, orderedOf(reader, entry, { ...at, node })]]
}

/** A list of tasks under each key. */
function mapOf(reader: TaskReader, { node }: Entry, { path }: { path: Path }): [string, Task[]][] {
  const name = String(path.at(-1))
  if (node.kind !== 'map') {
    reader.report.add('wrong-type', `\`${name}\` must be a map of lists of tasks`, {
      path,
      offset: node.start,
    })
    return []
  }
  return [...node.entries].map(([key, entry]) => [
    `${name}.${key}`,
    reader.list(entry, { path: [...path, key], offset: entry.keyStart, needed: false }),
  ])
}

const orderedKeys = z.object({ task: z.json(), dependsOn: z.array(z.string()).optional() })
const what = 'a task with its dependencies'

/** A list of tasks, each with the ids of those that have to end first. */
function orderedOf(reader: TaskReader, entry: Entry, at: ListPlace & { node: Mapping }): Task[] {
  const { path } = at
  const name = String(path.at(-1))
  if (entry.node.kind !== 'list') {
    reader.report.add('wrong-type', `\`${name}\` must be a list`, { path, offset: entry.node.start })
    return []
  }
  if (at.needed && entry.node.items.length === 0)
    reader.report.add('missing-property', mayNotBeEmpty(at), { path, offset: entry.keyStart })
  const tasks = entry.node.items.flatMap((item, index) => orderedTask(reader, item, [...path, index]) ?? [])
  checkOrder(reader.report, entry.node, at)
  return tasks
}

function orderedTask(reader: TaskReader, node: Node, path: Path): Task | undefined {
  const { report } = reader
  if (node.kind !== 'map') {
    const message = 'An entry must be a map with `task` and, where it waits for others, `dependsOn`'
    report.add('wrong-type', message, { path, offset: node.start })
    return undefined
  }
  const [keys] = checkShape(report, { node, path, what, schemas: [orderedKeys], also: [] })
  const entry = entryOf(node, 'task')
  const task = entry && !isNull(entry.node) ? reader.task(entry.node, [...path, 'task']) : undefined
  if (!keys || !task) return undefined
  const { dependsOn } = orderedKeys.parse(keys)
  return dependsOn ? { ...task, dependsOn } : task
}

/** What to say of an empty list of tasks that is needed. */
export function mayNotBeEmpty({ path, of }: Pick<ListPlace, 'path' | 'of'>): string {
  const name = `\`${String(path.at(-1))}\``
  return `${of === undefined ? name : `${name} of \`${of}\``} must not be empty`
}
