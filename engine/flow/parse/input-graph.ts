import type { Report } from './report.ts'
import { entryOf, toJson, type List, type Path } from './tree.ts'

interface Known {
  id: string
  index: number
  offset: number
  dependsOn: { id: string; offset: number; path: Path }[]
}

/** Duplicate ids, ids that nest in one another, and `dependsOn` that names nothing or goes in a circle. */
export function checkInputGraph(report: Report, list: List, path: Path): void {
  const known = new Map<string, Known>()
  for (const [index, node] of list.items.entries()) {
    const id = node.kind === 'map' ? (entryOf(node, 'id') ?? entryOf(node, 'name'))?.node : undefined
    if (node.kind !== 'map' || id?.kind !== 'scalar' || typeof id.value !== 'string') continue
    if (known.has(id.value)) {
      report.add('duplicate-id', `Duplicate input with name [${id.value}]`, {
        path: [...path, index, 'id'],
        offset: id.start,
      })
      continue
    }
    const dependsOn = entryOf(node, 'dependsOn')?.node
    const names = dependsOn?.kind === 'map' ? entryOf(dependsOn, 'inputs')?.node : undefined
    const items = names?.kind === 'list' ? names.items : []
    const at = [...path, index, 'dependsOn', 'inputs']
    known.set(id.value, {
      id: id.value,
      index,
      offset: id.start,
      dependsOn: items.map((item, n) => ({ id: String(toJson(item)), offset: item.start, path: [...at, n] })),
    })
  }
  for (const input of known.values()) {
    checkNesting(report, input, { known, path })
    for (const { id, ...at } of input.dependsOn) {
      if (!known.has(id))
        report.add('unknown-input', `\`${input.id}\` depends on \`${id}\`, but there is no such input`, at)
    }
  }
  checkCircles(report, known, path)
}

function checkNesting(
  report: Report,
  input: Known,
  { known, path }: { known: ReadonlyMap<string, Known>; path: Path },
): void {
  const parts = input.id.split('.')
  for (let n = 1; n < parts.length; n++) {
    const outer = parts.slice(0, n).join('.')
    if (!known.has(outer)) continue
    const message = `\`${input.id}\` lies inside \`${outer}\`, which is an input itself`
    report.add('duplicate-id', message, { path: [...path, input.index, 'id'], offset: input.offset })
  }
}

function checkCircles(report: Report, known: ReadonlyMap<string, Known>, path: Path): void {
  const done = new Set<string>()
  for (const start of known.values()) {
    const way: string[] = []
    const visit = (input: Known): void => {
      const again = way.indexOf(input.id)
      if (again >= 0) {
        const circle = [...way.slice(again), input.id].join(' → ')
        report.add('cycle', `Cyclic dependency detected: ${circle}`, {
          path: [...path, input.index, 'dependsOn'],
          offset: input.offset,
        })
        return
      }
      if (done.has(input.id)) return
      way.push(input.id)
      for (const { id } of input.dependsOn) {
        const next = known.get(id)
        if (next) visit(next)
      }
      way.pop()
      done.add(input.id)
    }
    visit(start)
  }
}
