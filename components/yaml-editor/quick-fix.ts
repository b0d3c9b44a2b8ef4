import type { Note } from '#engine/flow/problem.ts'

/** The text with the name of today in the place of the old one, all else as it is; unchanged where the name is not there. */
export function withReplacement(text: string, { line, column, replacement }: Note): string {
  if (!replacement) return text
  const lines = text.split('\n')
  const before = lines[line - 1] ?? ''
  const at = before.indexOf(replacement.from, column - 1)
  if (at < 0) return text
  const rest = before.slice(at + replacement.from.length)
  lines[line - 1] = before.slice(0, at) + replacement.to + rest
  return lines.join('\n')
}
