import type { Json } from '../flow.ts'
import type { Expression, Node } from './ast.ts'
import { ExpressionError } from './error.ts'
import { parsed } from './parse.ts'
import { bodiesOf, expressionsOf, partsOf } from './walk.ts'

/**
 * The texts that the templates in a value give to a function as its first argument, `secret("A")` or `secret(key="A")`, each
 * once. What is computed, and texts that cannot be read, are left out.
 */
export function literalCalls(value: Json, { name, argument }: { name: string; argument: string }): string[] {
  const found = new Set<string>()
  const expression = (node: Expression): void => {
    if (node.kind === 'call' && node.name === name) {
      const { positional, named } = node.args
      const first = positional[0] ?? named.find((one) => one.name === argument)?.value
      if (first?.kind === 'literal' && typeof first.value === 'string') found.add(first.value)
    }
    partsOf(node).forEach(expression)
  }
  const nodes = (list: readonly Node[]): void => {
    for (const node of list) {
      expressionsOf(node).forEach(expression)
      bodiesOf(node).forEach(nodes)
    }
  }
  const walk = (inner: Json): void => {
    if (typeof inner === 'string') {
      if (inner.includes(name) && inner.includes('{')) nodes(bodyOf(inner))
    } else if (typeof inner === 'object' && inner !== null) {
      for (const [key, part] of Object.entries(inner)) {
        walk(key)
        walk(part)
      }
    }
  }
  walk(value)
  return [...found]
}

function bodyOf(text: string): readonly Node[] {
  try {
    return parsed(text).body
  } catch (error) {
    if (error instanceof ExpressionError) return []
    throw error
  }
}
