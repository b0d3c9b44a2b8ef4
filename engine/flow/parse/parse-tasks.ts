import type { Input, Json, JsonObject, Reads, Task } from '../flow.ts'
import { flatten } from '../inputs/flatten.ts'
import type { TaskSpec } from '../spec.ts'
import { checkTexts, readsIn, type Context } from './context.ts'
import { checkCalendars } from './check-calendars.ts'
import { checkMatrices } from './check-matrices.ts'
import { checkInner } from './inner-tasks.ts'
import { parseInputs } from './parse-inputs.ts'
import { refusedTaskKeys, taskKeys } from './keys.ts'
import { endingsOf, knownTaskKeys, listKeysOf, ownProperties } from './known-keys.ts'
import { branchLists, mayNotBeEmpty, type ListPlace } from './parse-branches.ts'
import { partsOf } from './parts.ts'
import { parseRetry } from './parse-retry.ts'
import { withDefaults } from './plugin-defaults.ts'
import { reviewed } from './review.ts'
import { checkShape } from './shape.ts'
import { descend, entryOf, isNull, type Entry, type Mapping, type Node, type Path } from './tree.ts'
import { noteTypeName } from './type-names.ts'

/** A list of tasks under a key; absent is empty. `needed`: an empty list is a problem too. */
export function parseTasks(context: Context, entry: Entry | undefined, at: ListPlace): Task[] {
  const { report } = context
  const name = String(at.path.at(-1))
  if (!entry || isNull(entry.node)) {
    if (at.needed) report.add('missing-property', mayNotBeEmpty(at), at)
    return []
  }
  const { node } = entry
  if (node.kind !== 'list') {
    report.add('wrong-type', `\`${name}\` must be a list of tasks`, { path: at.path, offset: node.start })
    return []
  }
  if (at.needed && node.items.length === 0) {
    report.add('missing-property', mayNotBeEmpty(at), { path: at.path, offset: entry.keyStart })
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
  return (
    spec &&
    readTask(context, withDefaults(node, spec, { known: knownTaskKeys(spec), defaults: context.defaults }), {
      path,
      spec,
    })
  )
}

function readTask(
  context: Context,
  node: Mapping,
  { path, spec }: { path: Path; spec: TaskSpec },
): Task | undefined {
  const { report } = context
  const properties = ownProperties(spec)
  const [common, own] = checkShape(report, {
    node,
    path,
    what: `a task of type \`${spec.type}\``,
    schemas: [taskKeys, properties],
    also: listKeysOf(spec),
    synonyms: spec.propertyAliases,
    refused: refusedTaskKeys,
  })
  const retry = entryOf(node, 'retry')
  const parsedRetry = retry && parseRetry(report, retry, [...path, 'retry'])
  checkTaskTexts(context, node, { path, spec })
  const lists = listsOf(context, node, { path, spec })
  checkInner(context, node, { path, spec })
  if (!common || !own) return undefined
  reviewed(context, spec, { node, path, properties: own })
  checkCalendars(context, node, { path, spec })
  checkMatrices(context, node, { path, spec, own })
  const values = taskKeys.parse(common)
  const task: Task = {
    id: values.id,
    description: values.description,
    disabled: values.disabled,
    allowFailure: values.allowFailure,
    allowWarning: values.allowWarning,
    runIf: values.runIf,
    runIfReads: values.runIf === undefined ? undefined : readsIn(values.runIf),
    timeout: values.timeout,
    logLevel: values.logLevel,
    logToFile: values.logToFile || undefined,
    rerun: values.rerun,
    type: spec.type,
    mode: spec.mode,
    retry: parsedRetry,
    properties: spec.approves ? spec.approves(own) : own,
    reads: withPaths(readsIn(own), spec, own),
    branches: partsOf(context, spec, { id: values.id, properties: own }) ?? lists.branches,
    errors: lists.errors,
    finally: lists.finally,
  }
  const asks = asksOf(context, node, { path, spec })
  if (asks) task.asks = asks
  return task
}

/** Lists of inputs are no properties: their texts are rendered when a person is asked, not before. */
function asksOf(
  context: Context,
  node: Mapping,
  { path, spec }: { path: Path; spec: TaskSpec },
): Task['asks'] {
  const asked = (spec.inputLists ?? []).filter((name) => entryOf(node, name))
  if (asked.length === 0) return undefined
  return Object.fromEntries(
    asked.map((name) => {
      const answered = spec.besideInputs ? flatten(context.inputs ?? []) : []
      const beside = new Set(answered.map(({ id }) => id))
      const inputs = parseInputs(context, entryOf(node, name), { path: [...path, name], beside })
      if (spec.besideInputs) checkBeside(context, node, { path: [...path, name], inputs })
      return [name, inputs]
    }),
  )
}

/** Where expressions see both, an input that is called like one of the flow's would hide that. */
function checkBeside(
  { report, inputs: flows = [] }: Context,
  node: Mapping,
  { path, inputs }: { path: Path; inputs: readonly Input[] },
): void {
  const taken = new Set(flows.map(({ id }) => id.split('.')[0]))
  for (const [index, { id }] of inputs.entries()) {
    if (!taken.has(id.split('.')[0])) continue
    const inside = [...path.slice(-1), index, 'id']
    const message = `\`${id}\` is called like an input of the flow: \`inputs.${id}\` could be either`
    report.add('duplicate-id', message, {
      path: [...path, index, 'id'],
      offset: descend(node, inside).offset,
    })
  }
}

/** The lists of children; `errors` and `finally` belong to every task that has any. */
function listsOf(
  context: Context,
  node: Mapping,
  { path, spec }: { path: Path; spec: TaskSpec },
): Pick<Task, 'branches' | 'errors' | 'finally'> {
  if (endingsOf(spec).length === 0) return { branches: {}, errors: [], finally: [] }
  const list = (name: string) =>
    parseTasks(context, entryOf(node, name), { path: [...path, name], offset: node.start, needed: false })
  const reader = {
    report: context.report,
    list: (entry: Entry | undefined, at: ListPlace) => parseTasks(context, entry, at),
    task: (one: Node, at: Path) => parseTask(context, one, at),
  }
  return {
    branches: Object.fromEntries(
      spec.branches.flatMap((name) =>
        branchLists(reader, spec, { node, path, name, needed: isNeeded(spec, name) }),
      ),
    ),
    errors: list('errors'),
    finally: list('finally'),
  }
}

/** Bare paths, and ids of tasks whose outputs it reads, are read as the names in a template are. */
function withPaths(reads: Reads, spec: TaskSpec, own: JsonObject): Reads {
  const paths = [...textsAt(own, spec.paths), ...(spec.reads ?? [])].map((path) => path.split('.'))
  const outputs = textsAt(own, spec.outputsOf).map((id) => ['outputs', id])
  const more = [...paths, ...outputs]
  return more.length === 0 ? reads : { ...reads, names: [...reads.names, ...more] }
}

/** The texts in the lists that stand at these places. */
function textsAt(own: JsonObject, places: readonly string[] = []): string[] {
  return places
    .flatMap((place) => valueAt(own, place.split('.')) ?? [])
    .filter((text) => typeof text === 'string')
}

function valueAt(value: Json | undefined, [name, ...rest]: string[]): Json | undefined {
  if (name === undefined) return value
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isMap ? valueAt(value[name], rest) : undefined
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
  } else noteTypeName(report, { spec, name }, { path, offset: type.node.start })
  return spec
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
  const lists = unrendered(spec)
  for (const [key, entry] of node.entries) if (!lists.has(key)) checkTexts(report, entry.node, [...path, key])
}

const unrenderedByType = new WeakMap<TaskSpec, ReadonlySet<string>>()

/** Keys whose texts are no templates, or are looked at elsewhere. */
function unrendered(spec: TaskSpec): ReadonlySet<string> {
  const names =
    unrenderedByType.get(spec) ??
    new Set([
      ...['id', 'type', 'description', 'retry', 'errors', 'finally'],
      ...spec.branches,
      ...(spec.inputLists ?? []),
    ])
  unrenderedByType.set(spec, names)
  return names
}
