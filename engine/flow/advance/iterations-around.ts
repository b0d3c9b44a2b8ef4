import type { Node, RunState } from './state.ts'

type Nodes = Pick<RunState, 'nodes'>

/** The iterations that a task run, or an iteration itself, is in, the innermost first. */
export function* iterationsAround({ nodes }: Nodes, node: Node): Generator<Node> {
  for (let at: Node | undefined = node; at; at = at.parentId === undefined ? undefined : nodes[at.parentId])
    if (at.iterationOf) yield at
}

/** The innermost iteration around that has outputs of its own. */
export function isolationOf(state: Nodes, node: Node): Node | undefined {
  for (const iteration of iterationsAround(state, node)) if (iteration.memory) return iteration
  return undefined
}

/** Values of the loops around whose outputs are named by value, outermost first, as far as outputs are kept together. */
export function valuesAround(state: Nodes, node: Node): string[] {
  const values: string[] = []
  for (const iteration of iterationsAround(state, node)) {
    if (iteration.memory) break
    if (iteration.value !== undefined) values.unshift(iteration.value)
  }
  return values
}

/** Numbers of the iterations around, outermost first. */
export function numbersAround(state: Nodes, node: Node): number[] {
  return Array.from(iterationsAround(state, node), ({ iteration }) => iteration ?? 0).reverse()
}
