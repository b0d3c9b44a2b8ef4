import { z } from 'zod'
import type { JsonObject, LogLevel, Reads, Task } from '../flow.ts'
import { logLevels } from '../flow.ts'
import type { TaskSpec } from '../spec.ts'
import { checkTexts, readsIn, type Context } from './context.ts'
import { refusedTaskKeys, taskKeys } from './keys.ts'
import { parseRetry } from './parse-retry.ts'
import { checkShape } from './shape.ts'
import { entryOf, isNull, type Entry, type Mapping, type Node, type Path } from './tree.ts'

/** A list of tasks under a key; absent is empty. `needed`: an empty list is a problem too. */
export function parseTasks(
  context: Context,
  entry: Entry | undefined,
  at: { path: Path; offset: number; needed: boolean },
): Task[] {
  const { report } = context
  const name = String(at.path.at(-1))
  if (!entry || isNull(entry.node)) {
    if (at.needed) report.add('missing-property', `\`${name}\` must not be empty`, at)
    return []
  }
  const { node } = entry
  if (node.kind !== 'list') {
    report.add('wrong-type', `\`${name}\` must be a list of tasks`, { path: at.path, offset: node.start })
    return []
  }
  if (at.needed && node.items.length === 0) {
    report.add('missing-property', `\`${name}\` must not be empty`, { path: at.path, offset: entry.keyStart })
  }
  return node.items.flatMap((item, index) => parseTask(context, item, [...at.path, index]) ?? [])
}

function parseTask(context: Context, node: Node, path: Path): Task | undefined {
  const { report } = context
  if (node.kind !== 'map') {
    report.add('wrong-type', 'A task must be a map with `id` and `type`', { path, offset: node.start })
    return undefined
  }
  noteId(context, node, path)
  const spec = specOf(context, node, path)
  if (!spec) return undefined
  const properties = ownProperties(spec)
  const branching = spec.branches.length > 0
  const [common, own] = checkShape(report, {
    node,
    path,
    what: `a task of type \`${spec.type}\``,
    schemas: [taskKeys, properties],
    also: ['retry', ...spec.branches, ...(branching ? ['errors', 'finally'] : [])],
    aliases: spec.propertyAliases,
    refused: refusedTaskKeys,
  })
  const retry = entryOf(node, 'retry')
  const parsedRetry = retry && parseRetry(report, retry, [...path, 'retry'])
  checkTaskTexts(context, node, { path, spec })
  const lists = listsOf(context, node, { path, spec })
  if (!common || !own) return undefined
  return {
    ...commonOf(common),
    type: spec.type,
    mode: spec.mode,
    retry: parsedRetry,
    properties: own,
    reads: withPaths(readsIn(own), spec, own),
    ...lists,
  }
}

/** The lists of children; `errors` and `finally` belong to every task that has any. */
function listsOf(
  context: Context,
  node: Mapping,
  { path, spec }: { path: Path; spec: TaskSpec },
): Pick<Task, 'branches' | 'errors' | 'finally'> {
  const list = (name: string, needed: boolean) =>
    parseTasks(context, entryOf(node, name), { path: [...path, name], offset: node.start, needed })
  const branching = spec.branches.length > 0
  return {
    branches: Object.fromEntries(spec.branches.map((name) => [name, list(name, isNeeded(spec, name))])),
    errors: branching ? list('errors', false) : [],
    finally: branching ? list('finally', false) : [],
  }
}

/** Bare paths are read as the names in a template are. */
function withPaths(reads: Reads, spec: TaskSpec, own: JsonObject): Reads {
  const paths = (spec.paths ?? [])
    .flatMap((name) => own[name] ?? [])
    .filter((path) => typeof path === 'string')
  return paths.length === 0
    ? reads
    : { ...reads, names: [...reads.names, ...paths.map((path) => path.split('.'))] }
}

function commonOf(
  common: JsonObject,
): Pick<
  Task,
  | 'id'
  | 'description'
  | 'disabled'
  | 'allowFailure'
  | 'allowWarning'
  | 'runIf'
  | 'runIfReads'
  | 'timeout'
  | 'logLevel'
> {
  const values = taskKeys.parse(common)
  const level: LogLevel | undefined = logLevels.find((name) => name === values.logLevel)
  return {
    id: values.id,
    description: values.description,
    disabled: values.disabled,
    allowFailure: values.allowFailure,
    allowWarning: values.allowWarning,
    runIf: values.runIf,
    runIfReads: values.runIf === undefined ? undefined : readsIn(values.runIf),
    timeout: values.timeout,
    logLevel: level,
  }
}

function noteId({ report, taskIds }: Context, node: Mapping, path: Path): void {
  const id = entryOf(node, 'id')?.node
  if (id?.kind !== 'scalar' || typeof id.value !== 'string') return
  const first = taskIds.get(id.value)
  if (first === undefined) taskIds.set(id.value, id.start)
  else {
    const message = `Duplicate task id with name [${id.value}]: it is used on line ${report.place(first).line} already`
    report.add('duplicate-id', message, { path: [...path, 'id'], offset: id.start })
  }
}

function specOf({ report, vocabulary }: Context, node: Mapping, path: Path): TaskSpec | undefined {
  const type = entryOf(node, 'type')
  if (type?.node.kind !== 'scalar' || typeof type.node.value !== 'string') {
    report.add('missing-property', 'Invalid type: null; a task needs a `type`', {
      path: [...path, 'type'],
      offset: type?.node.start ?? node.start,
    })
    return undefined
  }
  const name = type.node.value
  const spec = vocabulary.tasks.get(name)
  if (!spec) {
    const hint = report.hint(name, vocabulary.tasks.keys()) || '; no task is called so'
    report.add('unknown-type', `Invalid type: ${name}${hint}`, {
      path: [...path, 'type'],
      offset: type.node.start,
    })
  }
  return spec
}

/** The type's properties without its branches, which are read as tasks. */
function ownProperties(spec: TaskSpec): z.ZodObject {
  const branches = new Set(spec.branches)
  const entries = Object.entries(spec.properties.shape)
  if (!entries.some(([name]) => branches.has(name))) return spec.properties
  return z.object(Object.fromEntries(entries.filter(([name]) => !branches.has(name))))
}

/** A branch is needed where the spec's properties name it and do not make it optional. */
function isNeeded(spec: TaskSpec, branch: string): boolean {
  const property = spec.properties.shape[branch]
  return property !== undefined && !property.safeParse(undefined).success
}

function checkTaskTexts(
  { report }: Context,
  node: Mapping,
  { path, spec }: { path: Path; spec: TaskSpec },
): void {
  const lists = new Set(['id', 'type', 'description', 'retry', 'errors', 'finally', ...spec.branches])
  for (const [key, entry] of node.entries) if (!lists.has(key)) checkTexts(report, entry.node, [...path, key])
}
