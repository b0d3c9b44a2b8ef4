import { nearestId } from '../inputs/flatten.ts'
import type { Report } from './report.ts'
import { entryOf, toJson, type List, type Mapping, type Path } from './tree.ts'

interface Known {
  /** With those of the groups around it: `address.street`. */
  id: string
  around: string
  path: Path
  offset: number
  dependsOn: { id: string; offset: number; path: Path }[]
}

/**
 * Duplicate ids, ids that nest in one another, and `dependsOn` that names nothing or goes in a circle.
 * @param beside ids of inputs that stand elsewhere and are answered already
 */
export function checkInputGraph(
  report: Report,
  list: List,
  { path, beside }: { path: Path; beside: ReadonlySet<string> },
): void {
  const known = new Map<string, Known>()
  const found = collect(report, list, { path, around: '', known })
  const ids = new Set(known.keys())
  for (const { node, input } of found) input.dependsOn = dependencies(node, input, ids)
  for (const input of known.values()) {
    checkNesting(report, input, known)
    for (const { id, ...at } of input.dependsOn) {
      if (!known.has(id) && !beside.has(id))
        report.add('unknown-input', `\`${input.id}\` depends on \`${id}\`, but there is no such input`, at)
    }
  }
  checkCircles(report, known)
}

interface Level {
  path: Path
  around: string
  known: Map<string, Known>
}

interface Found {
  node: Mapping
  input: Known
}

/** Notes the inputs of a list and of the groups in it. */
function collect(report: Report, list: List, { path, around, known }: Level): Found[] {
  const found: Found[] = []
  for (const [index, node] of list.items.entries()) {
    const id = node.kind === 'map' ? (entryOf(node, 'id') ?? entryOf(node, 'name'))?.node : undefined
    if (node.kind !== 'map' || id?.kind !== 'scalar' || typeof id.value !== 'string') continue
    const whole = around === '' ? id.value : `${around}.${id.value}`
    const at = [...path, index]
    if (known.has(whole)) {
      const message = `Duplicate input with name [${whole}]`
      report.add('duplicate-id', message, { path: [...at, 'id'], offset: id.start })
      continue
    }
    const input: Known = { id: whole, around, path: at, offset: id.start, dependsOn: [] }
    known.set(whole, input)
    found.push({ node, input })
    const inputs = entryOf(node, 'inputs')?.node
    if (inputs?.kind === 'list')
      found.push(...collect(report, inputs, { path: [...at, 'inputs'], around: whole, known }))
    const columns = entryOf(node, 'columns')?.node
    // a row is a world of its own: its names are nobody else's
    if (columns?.kind === 'list')
      collect(report, columns, { path: [...at, 'columns'], around: '', known: new Map() })
  }
  return found
}

function dependencies(node: Mapping, input: Known, ids: ReadonlySet<string>): Known['dependsOn'] {
  const dependsOn = entryOf(node, 'dependsOn')?.node
  const names = dependsOn?.kind === 'map' ? entryOf(dependsOn, 'inputs')?.node : undefined
  const items = names?.kind === 'list' ? names.items : []
  const at = [...input.path, 'dependsOn', 'inputs']
  return items.map((item, n) => ({
    id: input.around === '' ? String(toJson(item)) : nearestId(String(toJson(item)), input.around, ids),
    offset: item.start,
    path: [...at, n],
  }))
}

function checkNesting(report: Report, input: Known, known: ReadonlyMap<string, Known>): void {
  const parts = input.id.split('.')
  for (let n = 1; n < parts.length; n++) {
    const outer = parts.slice(0, n).join('.')
    if (!known.has(outer) || input.around === outer || input.around.startsWith(`${outer}.`)) continue
    const message = `\`${input.id}\` lies inside \`${outer}\`, which is an input itself`
    report.add('duplicate-id', message, { path: [...input.path, 'id'], offset: input.offset })
  }
}

interface Step {
  input: Known
  /** Ids that it needs and that were not looked at yet. */
  left: string[]
}

/** Without recursion: a chain may be as long as the list of inputs. */
function checkCircles(report: Report, known: ReadonlyMap<string, Known>): void {
  const done = new Set<string>()
  for (const start of known.values()) {
    const way = new Map<string, Step>()
    const open: Step[] = []
    const enter = (input: Known): void => {
      if (way.has(input.id)) return reportCircle(report, input, [...way.keys()])
      if (done.has(input.id)) return
      const step = { input, left: [input.around, ...input.dependsOn.map(({ id }) => id)].reverse() }
      way.set(input.id, step)
      open.push(step)
    }
    enter(start)
    for (let step = open.at(-1); step; step = open.at(-1)) {
      const id = step.left.pop()
      const next = id === undefined ? undefined : known.get(id)
      if (next) enter(next)
      if (id !== undefined) continue
      open.pop()
      way.delete(step.input.id)
      done.add(step.input.id)
    }
  }
}

function reportCircle(report: Report, input: Known, way: readonly string[]): void {
  const circle = [...way.slice(way.indexOf(input.id)), input.id].join(' → ')
  report.add('cycle', `Cyclic dependency detected: ${circle}`, {
    path: [...input.path, 'dependsOn'],
    offset: input.offset,
  })
}
