import type { Json, Reads } from '../flow.ts'
import type { Expression, Node } from './ast.ts'
import { parsed } from './parse.ts'
import { bodiesOf, expressionsOf, partsOf } from './walk.ts'

/** Calls whose reads depend on values, or that show all there is. */
const unbounded = new Set(['render', 'renderOnce', 'printContext', 'fetchContext'])

/** What functions read of the context by themselves. */
const implied: Readonly<Record<string, string[]>> = {
  currentEachOutput: ['parents', 'taskrun'],
  iterationOutput: ['parents', 'taskrun'],
  tasksWithState: ['tasks'],
}

/**
 * The variables that the templates in a value name. Paths end before a place in a list and before a computed key.
 * @throws ExpressionError for a text that cannot be read
 */
export function readsOf(value: Json): Reads {
  const reader = new Reader()
  reader.value(value)
  return reader.reads()
}

class Reader {
  private whole = false
  private readonly paths = new Map<string, string[]>()

  reads(): Reads {
    const paths = [...this.paths.values()]
    const covered = (path: string[]) =>
      path.some((_, length) => length > 0 && this.paths.has(JSON.stringify(path.slice(0, length))))
    return { whole: this.whole, names: paths.filter((path) => !covered(path)) }
  }

  value(value: Json): void {
    if (typeof value === 'string') {
      if (value.includes('{')) this.nodes(parsed(value).body, new Set())
    } else if (Array.isArray(value)) value.forEach((item) => this.value(item))
    else if (value !== null && typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) {
        this.value(key)
        this.value(inner)
      }
    }
  }

  /** Names that a `set` or a loop makes hide variables from there on, in its own body and behind it. */
  private nodes(nodes: Node[], locals: Set<string>): void {
    for (const node of nodes) {
      for (const expression of expressionsOf(node)) this.expression(expression, locals)
      const inner = new Set(locals)
      if (node.kind === 'for') inner.add(node.variable).add('loop')
      if (node.kind === 'macro') {
        inner.clear()
        for (const { name } of node.macro.parameters) inner.add(name)
      }
      for (const body of bodiesOf(node)) this.nodes(body, new Set(inner))
      if (node.kind === 'set') locals.add(node.name)
    }
  }

  private expression(node: Expression, locals: ReadonlySet<string>): void {
    const path = fixedPath(node)
    if (path) {
      this.add(path.names, locals)
      for (const index of path.indexes) this.expression(index, locals)
      return
    }
    if (node.kind === 'call') {
      if (unbounded.has(node.name)) this.whole = true
      const names = Object.hasOwn(implied, node.name) ? implied[node.name] : undefined
      for (const name of names ?? []) this.add([name], new Set())
    }
    for (const part of partsOf(node)) this.expression(part, locals)
  }

  private add(path: string[], locals: ReadonlySet<string>): void {
    if (path[0] !== undefined && !locals.has(path[0])) this.paths.set(JSON.stringify(path), path)
  }
}

/** The part of a chain of attributes that is written out, and the expressions in its subscripts. */
function fixedPath(node: Expression): { names: string[]; indexes: Expression[]; open: boolean } | undefined {
  if (node.kind === 'name') return { names: [node.name], indexes: [], open: true }
  if (node.kind !== 'attribute' && node.kind !== 'subscript') return undefined
  const path = fixedPath(node.target)
  if (!path) return undefined
  if (node.kind === 'attribute') {
    if (path.open) path.names.push(node.name)
    return path
  }
  const { index } = node
  if (index.kind === 'literal' && typeof index.value === 'string' && !/^\d+$/.test(index.value)) {
    if (path.open) path.names.push(index.value)
    return path
  }
  path.open = false
  path.indexes.push(index)
  return path
}
