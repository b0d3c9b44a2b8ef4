import type { Json, JsonObject } from '../flow.ts'
import { entryAt, leaves, merge, noEntries, ownOf, put, withEntry, type Kind } from './entries.ts'
import { isolationOf, valuesAround } from './iterations-around.ts'
import type { Entries, Memory, Node, RunState } from './state.ts'
import type { Work } from './work.ts'

/** Recent entries are copied at each event, all of them only once for so many: a long flow costs no more an event than a short one. */
const maxRecent = 128

interface Noted {
  outputs?: JsonObject
  state?: string
}

/** Notes outputs and state of a task run for the tasks after it: in a loop by the values of the loops around it. */
export function remember(
  work: Work,
  { taskId, parentId }: { taskId: string; parentId?: string },
  entry: Noted,
): void {
  const parent = parentId === undefined ? undefined : work.node(parentId)
  const owner = parent && isolationOf(work.state, parent)
  const values = parent ? valuesAround(work.state, parent) : []
  rememberByValue(work, { taskId, values, owner }, entry)
}

/** The same for a task run whose place is known. */
export function rememberByValue(
  work: Work,
  { taskId, values, owner }: { taskId: string; values: string[]; owner?: Node },
  entry: Noted,
): void {
  const memory = owner?.memory ?? work.state.context
  const changes: [Kind, Json][] = []
  if (entry.outputs) changes.push(['outputs', entry.outputs])
  if (entry.state !== undefined) changes.push(['tasks', { state: entry.state }])
  const noted =
    values.length === 0
      ? noteByTask(memory, taskId, changes)
      : noteByValue(work, owner?.id ?? '', { memory, path: [taskId, ...values], changes })
  if (!owner) return work.setContext(noted)
  const now = work.node(owner.id) ?? owner
  work.put({ ...now, memory: { ...memory, ...noted } })
}

function noteByTask(
  memory: Memory,
  taskId: string,
  changes: readonly [Kind, Json][],
): Partial<Memory> & Entries {
  let { recent = noEntries } = memory
  for (const [kind, value] of changes)
    recent = { ...recent, [kind]: withEntry(recent[kind], [taskId], value) }
  const { outputs, tasks } = memory
  const many = Object.keys(recent.outputs).length + Object.keys(recent.tasks).length > maxRecent
  if (!many) return { outputs, tasks, recent }
  return {
    outputs: { ...outputs, ...recent.outputs },
    tasks: { ...tasks, ...recent.tasks },
    recent: noEntries,
  }
}

interface Noting {
  memory: Memory
  path: string[]
  changes: readonly [Kind, Json][]
}

function noteByValue(
  work: Work,
  owner: string,
  { memory, path, changes }: Noting,
): Partial<Memory> & Entries {
  const { outputs, tasks, each = { recent: noEntries, size: 0, chunks: 0, depths: {} } } = memory
  const [taskId = '', ...values] = path
  const depths =
    each.depths[taskId] === values.length ? each.depths : { ...each.depths, [taskId]: values.length }
  let { recent } = each
  for (const [kind, value] of changes) recent = { ...recent, [kind]: withEntry(recent[kind], path, value) }
  const size = each.size + changes.length
  if (size <= maxRecent) return { outputs, tasks, each: { ...each, depths, recent, size } }
  const chunks = fold(work, owner, { recent, count: each.chunks, depths })
  return { outputs, tasks, each: { depths, recent: noEntries, size: 0, chunks } }
}

interface Folding {
  recent: Entries
  count: number
  depths: Readonly<Record<string, number>>
}

/**
 * Puts the recent entries away as a chunk that changes no more. Whenever the chunks have doubled, what was overwritten is
 * dropped: a loop in a loop that goes on for ever takes no more room than one pass.
 * @returns how many chunks there are
 */
function fold(work: Work, owner: string, { recent, count, depths }: Folding): number {
  const all = { ...work.state.chunks, [chunkKey(owner, count)]: recent }
  const next = count + 1
  work.set({ chunks: all })
  if (next < 4 || (next & (next - 1)) !== 0) return next
  const packed = pack(chunksOf(work.state, owner, next), depths)
  if (packed.length > next / 2) return next
  for (let n = 0; n < next; n++) Reflect.deleteProperty(all, chunkKey(owner, n))
  for (const [n, chunk] of packed.entries()) all[chunkKey(owner, n)] = chunk
  return packed.length
}

function pack(chunks: readonly Entries[], depths: Readonly<Record<string, number>>): Entries[] {
  const packed: Entries[] = []
  let size = 0
  for (const kind of ['outputs', 'tasks'] as const) {
    const whole: JsonObject = {}
    for (const chunk of chunks)
      for (const [taskId, map] of Object.entries(chunk[kind])) mergeTask(whole, [taskId, map], depths)
    for (const [taskId, map] of Object.entries(whole)) {
      for (const [path, value] of leaves({ [taskId]: map }, 1 + (depths[taskId] ?? 0))) {
        if (size % maxRecent === 0) packed.push({ outputs: {}, tasks: {} })
        size++
        const last = packed.at(-1)
        if (last) last[kind] = withEntry(last[kind], path, value)
      }
    }
  }
  return packed
}

function mergeTask(
  into: JsonObject,
  [taskId, map]: [string, Json],
  depths: Readonly<Record<string, number>>,
): void {
  merge(into, { [taskId]: map }, 1 + (depths[taskId] ?? 0))
}

/** Forgets what was folded away for an iteration that is over. */
export function forgetChunks(work: Work, owner: string, count: number): void {
  if (count === 0) return
  const chunks = { ...work.state.chunks }
  for (let n = 0; n < count; n++) Reflect.deleteProperty(chunks, chunkKey(owner, n))
  work.set({ chunks })
}

function chunkKey(owner: string, number: number): string {
  return `${owner}#${number}`
}

function chunksOf(state: RunState, owner: string, count: number): Entries[] {
  return Array.from({ length: count }, (_, n) => state.chunks?.[chunkKey(owner, n)] ?? noEntries)
}

/** The memories that a scope sees: of the innermost isolated iteration first, the execution's last. */
export function memoriesOf(state: RunState, node: Node | undefined): { owner: string; memory: Memory }[] {
  const found: { owner: string; memory: Memory }[] = []
  for (let at = node; at;) {
    const owner = isolationOf(state, at)
    if (owner?.memory) found.push({ owner: owner.id, memory: owner.memory })
    at = owner?.parentId === undefined ? undefined : state.nodes[owner.parentId]
  }
  return [...found, { owner: '', memory: state.context }]
}

/**
 * The newest entry of that task alone, as a map of one; empty where there is none.
 * @param keys of an entry by value: only what is below them
 */
export function entryOf(
  state: RunState,
  { node, kind, taskId, keys = [] }: { node?: Node; kind: Kind; taskId: string; keys?: readonly string[] },
): JsonObject {
  for (const { owner, memory } of memoriesOf(state, node)) {
    const { recent, each } = memory
    const value = ownOf(recent?.[kind] ?? {}, taskId) ?? ownOf(memory[kind], taskId)
    if (value !== undefined) return { [taskId]: value }
    const depth = each?.depths[taskId]
    if (!each || depth === undefined) continue
    const path = [taskId, ...keys.slice(0, depth)]
    const whole: JsonObject = {}
    for (const chunk of [...chunksOf(state, owner, each.chunks), each.recent]) {
      const found = entryAt(chunk[kind], path)
      if (found !== undefined) merge(whole, withEntry({}, path, found), 1 + depth)
    }
    return whole
  }
  return {}
}

/** All entries, the newest of each task. */
export function entriesOf(state: RunState, kind: Kind, node?: Node): JsonObject {
  const all: JsonObject = {}
  for (const { owner, memory } of memoriesOf(state, node).reverse()) {
    const { recent, each } = memory
    for (const map of [memory[kind], recent?.[kind] ?? {}]) merge(all, map, 1)
    if (!each) continue
    const own: JsonObject = {}
    for (const chunk of [...chunksOf(state, owner, each.chunks), each.recent])
      for (const entry of Object.entries(chunk[kind])) mergeTask(own, entry, each.depths)
    for (const [taskId, map] of Object.entries(own)) put(all, taskId, map)
  }
  return all
}
