import type { Json, Reads, ReadStep } from '../flow.ts'
import type { Arguments, Expression, Node } from './ast.ts'
import { parsed } from './parse.ts'
import { bodiesOf, expressionsOf, partsOf } from './walk.ts'

/** Calls whose reads depend on values, or that show all there is. */
const unbounded = new Set(['render', 'renderOnce', 'printContext', 'fetchContext'])

/** Calls that wait for the outside. */
const slow = new Set(['http', 'subflow'])

/** What functions read of the context by themselves. */
const implied: Readonly<Record<string, string[]>> = {
  currentEachOutput: ['parents', 'taskrun'],
  iterationOutput: ['parents', 'taskrun', 'task'],
  tasksWithState: ['tasks'],
}

/** Functions that go down their first argument by the values of the loops around. */
const byValue = new Set(['currentEachOutput'])

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
  private slow = false
  private readonly paths = new Map<string, ReadStep[]>()

  reads(): Reads {
    const names = [...this.paths.values()].filter((path) => !this.covers(path))
    return this.slow ? { whole: this.whole, names, slow: true } : { whole: this.whole, names }
  }

  /** Whether a beginning of the path is read already. */
  private covers(path: ReadStep[]): boolean {
    if (this.paths.size === 1) return false
    return path.some((_, length) => length > 0 && this.paths.has(JSON.stringify(path.slice(0, length))))
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
    if (path) return this.path(path, locals)
    if (node.kind === 'call' && this.call(node, locals)) return
    for (const part of partsOf(node)) this.expression(part, locals)
  }

  /** Whether the arguments are read already. */
  private call(node: Extract<Expression, { kind: 'call' }>, locals: ReadonlySet<string>): boolean {
    if (unbounded.has(node.name)) this.whole = true
    if (slow.has(node.name)) this.slow = true
    const names = Object.hasOwn(implied, node.name) ? implied[node.name] : undefined
    for (const name of names ?? []) this.add([name], new Set())
    if (node.name === 'iterationOutput') return this.iterationOutput(node.args, locals)
    const [first, ...others] = node.args.positional
    const path = first && byValue.has(node.name) ? fixedPath(first) : undefined
    if (!path?.open || others.length > 0 || node.args.named.length > 0) return false
    this.path({ ...path, steps: [...path.steps, { each: true }] }, locals)
    return true
  }

  /**
   * A task may be named by its id, or not at all: then it is the own one; or its outputs are given. Only what it gave in
   * that iteration is read, where its number is known.
   */
  private iterationOutput({ positional, named }: Arguments, locals: ReadonlySet<string>): boolean {
    const given = (name: string, at: number) =>
      positional[at] ?? named.find((argument) => argument.name === name)?.value
    const [task, number] = [given('taskId', 0), given('iteration', 1)]
    const iteration = iterationOf(number)
    this.add(['iterations', ...(iteration ? [iteration] : [])], new Set())
    const last = iteration ? [iteration] : []
    const path = task && fixedPath(task)
    if (!task) this.add(['outputs', { at: ['task', 'id'] }, ...last], new Set())
    else if (task.kind === 'literal' && typeof task.value === 'string')
      this.add(['outputs', task.value, ...last], new Set())
    else if (path?.open && path.steps[0] === 'outputs')
      this.path({ ...path, steps: [...path.steps, ...last] }, locals)
    else {
      this.add(['outputs'], new Set())
      this.expression(task, locals)
    }
    if (number) this.expression(number, locals)
    return true
  }

  private path({ steps, indexes }: FixedPath, locals: ReadonlySet<string>): void {
    // a key that hangs on a local has no place in the context
    const local = steps.findIndex(
      (step) => typeof step !== 'string' && 'at' in step && locals.has(step.at[0] ?? ''),
    )
    this.add(local < 0 ? steps : steps.slice(0, local), locals)
    for (const index of indexes) this.expression(index, locals)
  }

  private add(path: ReadStep[], locals: ReadonlySet<string>): void {
    const [root] = path
    if (typeof root === 'string' && !locals.has(root)) this.paths.set(JSON.stringify(path), path)
  }
}

/** Which iteration an argument means; undefined where it is known only when it is evaluated. */
function iterationOf(number: Expression | undefined): Extract<ReadStep, { iteration: unknown }> | undefined {
  if (!number) return { iteration: 'before' }
  const known = number.kind === 'literal' && typeof number.value === 'number'
  return known ? { iteration: Number(number.value) } : undefined
}

interface FixedPath {
  steps: ReadStep[]
  /** What stands in brackets and is no literal. */
  indexes: Expression[]
  /** Whether more may follow. */
  open: boolean
}

/**
 * The part of a chain of attributes that is written out, and the expressions in its subscripts. A subscript that is itself
 * a path, such as `taskrun.value`, is a step: only what is under that key is read.
 */
function fixedPath(node: Expression): FixedPath | undefined {
  if (node.kind === 'name') return { steps: [node.name], indexes: [], open: true }
  if (node.kind !== 'attribute' && node.kind !== 'subscript') return undefined
  const path = fixedPath(node.target)
  if (!path) return undefined
  if (node.kind === 'attribute') {
    if (path.open) path.steps.push(node.name)
    return path
  }
  const { index } = node
  if (index.kind === 'literal' && typeof index.value === 'string' && !/^\d+$/.test(index.value)) {
    if (path.open) path.steps.push(index.value)
    return path
  }
  const key = keyPath(index)
  if (key && path.open) path.steps.push({ at: key })
  else path.open = false
  path.indexes.push(index)
  return path
}

/** The whole path of an expression, places in lists included; undefined where it is more than that. */
function keyPath(node: Expression): string[] | undefined {
  if (node.kind === 'name') return [node.name]
  if (node.kind !== 'attribute' && node.kind !== 'subscript') return undefined
  const path = keyPath(node.target)
  if (!path) return undefined
  if (node.kind === 'attribute') return [...path, node.name]
  const { index } = node
  return index.kind === 'literal' && index.value !== null ? [...path, String(index.value)] : undefined
}
