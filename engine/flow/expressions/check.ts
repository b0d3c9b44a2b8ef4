import type { Json } from '../flow.ts'
import type { Template } from './ast.ts'
import { ExpressionError, placeOf } from './error.ts'
import { filters } from './filters/table.ts'
import { functions } from './functions/table.ts'
import { parsed } from './parse.ts'
import { tests } from './test-table.ts'
import type { TemplateProblem } from './types.ts'
import { allExpressions, allNodes } from './walk.ts'

/** Of one text: nobody reads more, and a hostile text must not take long to refuse. */
const maxUnknown = 20

/**
 * Every text of a value, keys too, that is no template or names a function, filter or test that does not exist; of one text
 * the first of them.
 */
export function checkTemplates(value: Json): TemplateProblem[] {
  const problems: TemplateProblem[] = []
  visit(value, [], problems)
  return problems
}

function visit(value: Json, path: (string | number)[], problems: TemplateProblem[]): void {
  if (typeof value === 'string') checkText(value, path, problems)
  else if (Array.isArray(value)) value.forEach((item, index) => visit(item, [...path, index], problems))
  else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      checkText(key, [...path, key], problems)
      visit(inner, [...path, key], problems)
    }
  }
}

function checkText(text: string, path: (string | number)[], problems: TemplateProblem[]): void {
  if (!text.includes('{')) return
  try {
    for (const { message, at } of unknownNames(parsed(text))) {
      problems.push({ message, path, ...placeOf(text, at) })
    }
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    problems.push({ message: error.message, path, line: error.line, column: error.column })
  }
}

const knownTests = new Map(['defined', ...Object.keys(tests)].map((name) => [name, true]))

function unknownNames(template: Template): { message: string; at: number }[] {
  const found: { message: string; at: number }[] = []
  const demand = (what: string, node: { name: string; at: number }, known: ReadonlyMap<string, unknown>) => {
    if (known.has(node.name) || found.length >= maxUnknown) return
    const message = `Unknown ${what} \`${node.name}\`${nearest(node.name, [...known.keys()])}`
    found.push({ message, at: node.at })
  }
  for (const node of allNodes(template.body)) {
    if (node.kind === 'filtered') for (const filter of node.filters) demand('filter', filter, filters)
  }
  for (const node of allExpressions(template.body)) {
    if (node.kind === 'filter') demand('filter', node, filters)
    else if (node.kind === 'test') demand('test', node, knownTests)
    else if (node.kind === 'call' && !template.macros.has(node.name)) demand('function', node, functions)
  }
  return found.sort((left, right) => left.at - right.at)
}

function nearest(name: string, names: string[]): string {
  const wanted = name.toLowerCase()
  const ranked = names.map((known) => ({ known, distance: editDistance(wanted, known.toLowerCase()) }))
  const best = ranked.sort((left, right) => left.distance - right.distance)[0]
  return best && best.distance <= Math.max(1, name.length / 3) ? `: did you mean \`${best.known}\`?` : ''
}

function editDistance(left: string, right: string): number {
  if (Math.abs(left.length - right.length) > 5) return Infinity
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (const [y, letter] of Array.from(left).entries()) {
    const next = [y + 1]
    for (const [x, other] of Array.from(right).entries()) {
      const kept = (row[x] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(kept, (row[x + 1] ?? 0) + 1, (next[x] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? Infinity
}
