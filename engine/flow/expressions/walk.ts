import type { Arguments, Expression, Node } from './ast.ts'

/** Parts of an expression, one level down. */
export function partsOf(node: Expression): Expression[] {
  switch (node.kind) {
    case 'literal':
    case 'name':
      return []
    case 'attribute':
      return [node.target]
    case 'subscript':
      return [node.target, node.index]
    case 'unary':
      return [node.operand]
    case 'binary':
      return [node.left, node.right]
    case 'ternary':
      return [node.condition, node.yes, node.no]
    case 'test':
    case 'filter':
      return [node.operand, ...argumentsOf(node.args)]
    case 'call':
      return argumentsOf(node.args)
    case 'list':
      return node.items
    case 'map':
      return node.entries.flatMap(({ key, value }) => [key, value])
    case 'interpolation':
      return node.parts
  }
}

export function argumentsOf(args: Arguments): Expression[] {
  return [...args.positional, ...args.named.map(({ value }) => value)]
}

/** Expressions that stand directly in a node. */
export function expressionsOf(node: Node): Expression[] {
  switch (node.kind) {
    case 'print':
      return [node.expression]
    case 'if':
      return node.branches.map(({ condition }) => condition)
    case 'for':
      return [node.items]
    case 'set':
      return [node.value]
    case 'filtered':
      return node.filters.flatMap(({ args }) => argumentsOf(args))
    case 'macro':
      return node.macro.parameters.flatMap(({ fallback }) => (fallback ? [fallback] : []))
    default:
      return []
  }
}

/** Bodies that stand directly in a node. */
export function bodiesOf(node: Node): Node[][] {
  switch (node.kind) {
    case 'if':
      return [...node.branches.map(({ body }) => body), node.otherwise]
    case 'for':
      return [node.body, node.otherwise]
    case 'filtered':
    case 'block':
      return [node.body]
    case 'macro':
      return [node.macro.body]
    default:
      return []
  }
}

/** Every expression below some nodes, outer ones first. */
export function* allExpressions(nodes: Node[]): Generator<Expression> {
  const waiting: Expression[] = []
  for (const node of nodes) {
    waiting.push(...expressionsOf(node))
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      yield next
      waiting.push(...partsOf(next))
    }
    for (const body of bodiesOf(node)) yield* allExpressions(body)
  }
}

/** Every node, outer ones first. */
export function* allNodes(nodes: Node[]): Generator<Node> {
  for (const node of nodes) {
    yield node
    for (const body of bodiesOf(node)) yield* allNodes(body)
  }
}
