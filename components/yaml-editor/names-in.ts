/** A task as it stands in a document; lines and columns count from 0. */
export interface TaskPlace {
  id: string
  type?: string
  line: number
  column: number
}

/** Names in a document that expressions and other places use, told from the text alone: it may be unreadable for a parser at the time. */
export interface NamesIn {
  inputs: string[]
  tasks: TaskPlace[]
  /** Types of the triggers. */
  triggers: string[]
  variables: string[]
  namespace?: string
}

const taskLists = new Set(['tasks', 'errors', 'finally', 'afterExecution'])
const rootKey = /^([\w-]+)\s*:\s*(.*)/

export function namesIn(lines: readonly string[]): NamesIn {
  const names: NamesIn = { inputs: [], tasks: [], triggers: [], variables: [] }
  const reader = new TaskReader(names.tasks)
  let list = ''
  let indent: number | undefined
  for (const [line, text] of lines.entries()) {
    const [, root, value = ''] = rootKey.exec(text) ?? []
    if (root !== undefined) {
      list = root
      indent = undefined
      if (root === 'namespace') names.namespace = value.replace(/^["']|["']$/g, '').trim()
    }
    if (list === 'inputs') names.inputs.push(...found(text, 'id').map(({ name }) => name))
    if (list === 'triggers') names.triggers.push(...found(text, 'type').map(({ name }) => name))
    if (taskLists.has(list)) reader.take(text, line)
    const [, space, name] = (list === 'variables' && /^(\s+)([\w-]+)\s*:/.exec(text)) || []
    if (space === undefined || name === undefined) continue
    indent ??= space.length
    if (space.length === indent) names.variables.push(name)
  }
  return names
}

/** Values of a key on a line: several, where a list stands on one line. */
function found(text: string, key: 'id' | 'type'): { name: string; column: number }[] {
  const pattern = key === 'id' ? /(^|[\s{,-])id:\s*["']?([\w.-]+)/g : /(^|[\s{,-])type:\s*["']?([\w.-]+)/g
  return Array.from(text.matchAll(pattern), (match) => ({
    name: match[2] ?? '',
    column: match.index + (match[1]?.length ?? 0),
  }))
}

class TaskReader {
  /** Of an item that begins with its type. */
  private early: string | undefined

  constructor(private readonly tasks: TaskPlace[]) {}

  take(text: string, line: number): void {
    const ids = found(text, 'id')
    const types = found(text, 'type').map(({ name }) => name)
    if (/^\s*-\s/.test(text)) this.early = undefined
    for (const [at, { name, column }] of ids.entries()) {
      const type = types[at] ?? this.early
      this.tasks.push({ id: name, line, column, ...(type === undefined ? {} : { type }) })
    }
    if (ids.length > 0) this.early = undefined
    else if (/^\s*-\s+type:/.test(text)) this.early = types[0]
    else {
      const last = this.tasks.at(-1)
      if (last && types[0] !== undefined) last.type ??= types[0]
    }
  }
}

/** Id of the task that a line belongs to: the last that begins at or above it, in a list of tasks. */
export function taskAt(lines: readonly string[], line: number): string | undefined {
  const above = lines.slice(0, line + 1)
  const root = above.findLast((text) => rootKey.test(text))
  if (!taskLists.has(rootKey.exec(root ?? '')?.[1] ?? '')) return undefined
  const { tasks } = namesIn(lines)
  const last = tasks.findLast((task) => task.line <= line)
  // `type` may stand before `id`: then the item begins with its dash
  const begins = above.findLastIndex((text) => /^\s*-\s/.test(text))
  if (last && last.line >= begins) return last.id
  return tasks.find((task) => task.line > line)?.id ?? last?.id
}
