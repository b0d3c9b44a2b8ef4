import { RE2JS } from 're2js'

const mostAlternatives = 64

/**
 * Whether names fit a pattern: `*` and `?` within a folder, `**` across folders, `[a-z]`, `{csv,json}`, `\` before a sign
 * that is meant as it stands. In linear time, whatever an author writes.
 * @throws Error where it is no pattern
 */
export function globMatcher(pattern: string): (name: string) => boolean {
  const compiled = alternatives(pattern.replace(/^\.\//, '')).map((one) => compile(one, pattern))
  return (name) => compiled.some((expression) => expression.matches(name))
}

function compile(plain: string, pattern: string): RE2JS {
  try {
    return RE2JS.compile(regularExpression(plain))
  } catch {
    throw new Error(`\`${pattern}\` is no pattern of file names`)
  }
}

/** `a.{b,c}` as `a.b` and `a.c`; the innermost braces first. */
function alternatives(pattern: string): string[] {
  let open = [pattern]
  for (;;) {
    const next = open.flatMap((one) => {
      const found = /^((?:[^\\{]|\\.|\{(?![^{}]*\}))*)\{([^{}]*)\}(.*)$/s.exec(one)
      if (!found) return [one]
      const [, before = '', inside = '', after = ''] = found
      return inside.split(',').map((choice) => before + choice + after)
    })
    if (next.length > mostAlternatives) throw new Error(`\`${pattern}\` has too many alternatives`)
    if (next.length === open.length && next.every((one, at) => one === open[at])) return next
    open = next
  }
}

function regularExpression(pattern: string): string {
  const parts = pattern.match(/\*\*\/|\*\*|\*|\?|\[[!^]?[^\]/]+\]|\\.|[^*?[\\]+|[[\\]/gs) ?? []
  return parts.map(partOf).join('')
}

function partOf(part: string): string {
  if (part === '**/') return '(?:[^/]+/)*'
  if (part === '**') return '.*'
  if (part === '*') return '[^/]*'
  if (part === '?') return '[^/]'
  if (part.startsWith('[') && part.length > 2) return `[${part.slice(1, -1).replace(/^!/, '^')}]`
  const literal = part.length > 1 && part.startsWith('\\') ? part.slice(1) : part
  return literal.replace(/[.+*?^${}()|[\]\\]/g, '\\$&')
}
