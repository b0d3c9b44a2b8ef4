import type { Json } from '../flow.ts'
import { checkTexts, type Context } from './context.ts'
import { knownTaskKeys, knownTriggerKeys } from './known-keys.ts'
import { readYaml } from './read-yaml.ts'
import { Report } from './report.ts'
import { entryOf, isNull, type Entry, type Mapping, type Node } from './tree.ts'

/** One entry of `pluginDefaults`: values for the properties of every task or trigger that it fits. */
export interface PluginDefault {
  /** Canonical type where `type` is a whole one; it fits no other. */
  exact?: string
  /** Otherwise the beginning of the names that it fits. */
  prefix: string
  forced: boolean
  values: Mapping
  /** Offset of its `type`, and its place in the list. */
  offset: number
  index: number
  used: boolean
  /** Of a namespace: its places are those of another text. */
  inherited: boolean
  /** How many tasks and triggers took it. */
  uses: number
}

/** Nodes that all defaults together may add to a flow: a small source must not unfold to a flow that nobody can carry. */
const mergedAtMost = 100_000

interface Named {
  type: string
  aliases: readonly string[]
  propertyAliases?: Readonly<Record<string, string>>
}

/** Reads the list and refuses what no type can take; the values are judged where they are merged in. */
export function defaultsOf(context: Context, entry: Entry | undefined): PluginDefault[] {
  if (entry?.node.kind !== 'list') return []
  return entry.node.items.flatMap((node, index): PluginDefault[] => {
    if (node.kind !== 'map') return []
    const type = entryOf(node, 'type')?.node
    const values = entryOf(node, 'values')?.node
    if (type?.kind !== 'scalar' || typeof type.value !== 'string' || values?.kind !== 'map') return []
    const { tasks, triggers } = context.vocabulary
    const task = tasks.get(type.value)
    const trigger = triggers.get(type.value)
    const known = task ? knownTaskKeys(task) : trigger && knownTriggerKeys(trigger)
    const word = task ?? trigger
    const forced = entryOf(node, 'forced')?.node
    checkTexts(context.report, values, ['pluginDefaults', index, 'values'])
    return [
      {
        exact: word?.type,
        prefix: type.value,
        forced: forced?.kind === 'scalar' && forced.value === true,
        values: usable(context, values, { index, type: type.value, known, aliases: word?.propertyAliases }),
        offset: type.start,
        index,
        used: false,
        inherited: false,
        uses: 0,
      },
    ]
  })
}

/** Defaults of the namespaces above, the nearest first. They were judged where they were written: what no longer fits is left out. */
export function inheritedDefaults(context: Context, list: readonly Json[]): PluginDefault[] {
  if (list.length === 0) return []
  const report = new Report(JSON.stringify(list))
  const node = readYaml(report)
  const read = node ? defaultsOf({ ...context, report }, { keyStart: 0, node }) : []
  return read.map((one) => ({ ...one, inherited: true }))
}

interface Of {
  index: number
  type: string
  /** Undefined for a prefix: some of the types that it fits may have the property. */
  known: ReadonlySet<string> | undefined
  aliases: Readonly<Record<string, string>> | undefined
}

/** The values that can be merged in; the others are reported. */
function usable({ report }: Context, values: Mapping, { index, type, known, aliases }: Of): Mapping {
  const entries = new Map(values.entries)
  for (const [key, { node, keyStart }] of values.entries) {
    const at = { path: ['pluginDefaults', index, 'values', key], offset: keyStart }
    const name = aliases && Object.hasOwn(aliases, key) ? (aliases[key] ?? key) : key
    const isOwn = name === 'id' || name === 'type'
    if (isOwn) report.add('invalid-value', `The \`${name}\` of a task is its own: it has no default`, at)
    else if (isNull(node)) report.add('invalid-value', `The default of \`${key}\` must not be null`, at)
    else if (known && !known.has(name)) {
      const message = `No property '${key}' exists in '${type}'${report.hint(key, known)}`
      report.add('unknown-property', message, at)
    } else continue
    entries.delete(key)
  }
  return { ...values, entries }
}

/**
 * A task or trigger with the defaults that fit it. Its own values win, except over a forced default; the first of two defaults
 * wins; maps are merged, lists come one after the other.
 * @param known the properties of the type, by their own names: a prefix fits types that lack some of its properties
 */
export function withDefaults(
  node: Mapping,
  spec: Named,
  { known, defaults }: { known: ReadonlySet<string>; defaults: readonly PluginDefault[] },
): Mapping {
  const fitting = fittingOf(defaults, spec)
  if (fitting.length === 0) return node
  for (const one of fitting) one.uses++
  if (isTooMuch(defaults)) return node
  const nameOf = (key: string) => (known.has(key) ? key : (spec.propertyAliases?.[key] ?? key))
  const entries = new Map([...node.entries].map(([key, entry]) => [nameOf(key), { key, entry }]))
  const add = (one: PluginDefault): void => {
    for (const [key, entry] of one.values.entries) {
      const name = nameOf(key)
      if (one.exact === undefined && !known.has(name)) continue
      one.used = true
      const own = entries.get(name)
      const given = one.inherited ? placedAt(node.start, entry) : entry
      const both = own && (one.forced ? [own.entry.node, given.node] : [given.node, own.entry.node])
      const merged = both?.[0] && both[1] ? { ...given, node: mergeNodes(both[0], both[1]) } : given
      entries.set(name, { key: own?.key ?? key, entry: merged })
    }
  }
  for (const one of fitting.filter(({ forced }) => !forced)) add(one)
  for (const one of fitting.filter(({ forced }) => forced).reverse()) add(one)
  return { ...node, entries: new Map([...entries.values()].map(({ key, entry }) => [key, entry])) }
}

const fittingByType = new WeakMap<readonly PluginDefault[], Map<string, PluginDefault[]>>()

/** Found once for each type. */
function fittingOf(defaults: readonly PluginDefault[], spec: Named): PluginDefault[] {
  const byType = fittingByType.get(defaults) ?? new Map<string, PluginDefault[]>()
  fittingByType.set(defaults, byType)
  const known = byType.get(spec.type)
  if (known) return known
  const fitting = defaults.filter((one) => fits(one, spec))
  byType.set(spec.type, fitting)
  return fitting
}

/** What comes from another text is where the task is that takes it. */
function placedAt(offset: number, { node }: Entry): Entry {
  const placed = (inner: Node): Node => {
    const at = { start: offset, end: offset }
    if (inner.kind === 'list') return { ...inner, ...at, items: inner.items.map(placed) }
    if (inner.kind === 'scalar') return { ...inner, ...at }
    const entries = [...inner.entries].map(([key, entry]) => [key, placedAt(offset, entry)] as const)
    return { ...inner, ...at, entries: new Map(entries) }
  }
  return { keyStart: offset, node: placed(node) }
}

function isTooMuch(defaults: readonly PluginDefault[]): boolean {
  return defaults.reduce((sum, { uses, values }) => sum + uses * values.size, 0) > mergedAtMost
}

function fits(one: PluginDefault, spec: Named): boolean {
  if (one.exact !== undefined) return one.exact === spec.type
  return [spec.type, ...spec.aliases].some((name) => name.startsWith(one.prefix))
}

/** The second wins. */
function mergeNodes(first: Node, second: Node): Node {
  if (isNull(second)) return first
  if (first.kind === 'list' && second.kind === 'list') {
    return { ...second, items: [...first.items, ...second.items], size: first.size + second.size }
  }
  if (first.kind !== 'map' || second.kind !== 'map') return second
  const entries = new Map(first.entries)
  for (const [key, entry] of second.entries) {
    const own = entries.get(key)
    entries.set(key, own ? { ...entry, node: mergeNodes(own.node, entry.node) } : entry)
  }
  return { ...second, entries, size: first.size + second.size }
}

/** What an author is told of the defaults as a whole: too many of them, or one that no task or trigger took. */
export function judgeDefaults({ report }: Context, defaults: readonly PluginDefault[]): void {
  if (isTooMuch(defaults)) {
    const own = defaults.find(({ inherited }) => !inherited)
    const message = `The defaults would add more than ${mergedAtMost} values to the flow`
    report.add('too-large', message, { path: ['pluginDefaults'], offset: own?.offset ?? 0 })
  }
  for (const { used, inherited, prefix, index, offset } of defaults) {
    if (used || inherited) continue
    const message = `No task or trigger of this flow takes the defaults of \`${prefix}\``
    report.note({ kind: 'warning', message }, { path: ['pluginDefaults', index, 'type'], offset })
  }
}
