import type { z } from 'zod'
import type { Node } from './tree.ts'

const names: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
  null: 'null',
}

type Issue = z.core.$ZodIssue

/** What stands in the source, in a few words. */
export function describeNode(node: Node): string {
  if (node.kind !== 'scalar') return node.kind === 'list' ? 'a list' : 'a map'
  const text = typeof node.value === 'string' ? node.value : JSON.stringify(node.value)
  const short = text.length > 60 ? `${text.slice(0, 57)}...` : text
  return typeof node.value === 'string' ? `the text \`${short}\`` : `\`${short}\``
}

/** What a rule of zod asks for: `must be a whole number`. */
export function demandOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${names[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => `\`${String(value)}\``).join(', ')}`
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `must not have more than ${issue.maximum} ${issue.origin === 'string' ? 'characters' : 'entries'}`
        : `must not be more than ${issue.maximum}`
    case 'invalid_format':
      return formatDemand(issue)
    case 'invalid_union':
      return unionDemand(issue)
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    default:
      return issue.message
  }
}

function tooSmall(issue: Extract<Issue, { code: 'too_small' }>): string {
  if (issue.origin !== 'string' && issue.origin !== 'array') return `must not be less than ${issue.minimum}`
  if (Number(issue.minimum) <= 1) return 'must not be empty'
  return `must have at least ${issue.minimum} ${issue.origin === 'string' ? 'characters' : 'entries'}`
}

/** A schema's own message says best what is wanted; zod's stock messages begin with "Invalid". */
function formatDemand(issue: Extract<Issue, { code: 'invalid_format' }>): string {
  if (!issue.message.startsWith('Invalid')) return `must be ${issue.message}`
  if (issue.format === 'date') return 'must be a date such as `2026-11-25`'
  return issue.format === 'regex' && issue.pattern
    ? `must match "${issue.pattern.replace(/^\/|\/$/g, '')}"`
    : `must be a valid ${issue.format}`
}

function unionDemand(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const wants = issue.errors.flatMap((branch) => {
    const own = branch.find((inner) => inner.path.length === 0) ?? branch[0]
    return own ? [demandOf(own).replace(/^must be (?!one of)/, '')] : []
  })
  const unique = [...new Set(wants)]
  const last = unique.pop()
  if (last === undefined) return 'has no place here'
  return `must be ${unique.length === 0 ? last : `${unique.join(', ')} or ${last}`}`
}
