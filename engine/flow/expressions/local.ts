import { ExpressionError } from './error.ts'
import { parsed } from './parse.ts'
import { allExpressions, allNodes } from './walk.ts'

const localFilters = new Set([
  ...[
    'upper',
    'lower',
    'trim',
    'capitalize',
    'title',
    'slugify',
    'abbreviate',
    'startsWith',
    'endsWith',
    'string',
  ],
  ...[
    'substringBefore',
    'substringBeforeLast',
    'substringAfter',
    'substringAfterLast',
    'abs',
    'number',
    'numberFormat',
  ],
  ...[
    'first',
    'last',
    'length',
    'join',
    'merge',
    'slice',
    'sort',
    'rsort',
    'reverse',
    'distinct',
    'flatten',
    'chunk',
  ],
  ...['keys', 'values', 'default', 'toJson'],
])
const localFunctions = new Set(['max', 'min', 'range'])
const localTests = new Set(['defined', 'empty', 'null', 'none', 'even', 'odd', 'iterable', 'map', 'json'])

/**
 * Where a template may be evaluated: `local` needs only the core (operators, tests, text, number and list filters) and
 * the same answer comes from any place; `server` needs the host, the clock, chance, regular expressions or big libraries.
 * A text that cannot be read is `server`, which then says why.
 */
export function classify(template: string): 'local' | 'server' {
  if (!template.includes('{')) return 'local'
  try {
    return isLocal(template) ? 'local' : 'server'
  } catch (error) {
    if (error instanceof ExpressionError) return 'server'
    throw error
  }
}

function isLocal(source: string): boolean {
  const template = parsed(source)
  for (const node of allNodes(template.body)) {
    if (node.kind === 'macro' || node.kind === 'block') return false
    if (node.kind === 'filtered' && node.filters.some(({ name }) => !localFilters.has(name))) return false
  }
  for (const node of allExpressions(template.body)) {
    if (node.kind === 'filter' && !localFilters.has(node.name)) return false
    if (node.kind === 'test' && !localTests.has(node.name)) return false
    if (node.kind === 'call' && !localFunctions.has(node.name)) return false
    if (node.kind === 'binary' && node.operator === 'matches') return false
  }
  return true
}
