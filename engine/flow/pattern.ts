import { RE2JS } from 're2js'

const cache = new Map<string, RE2JS>()
const maxCached = 500

/**
 * An author's regular expression; matching takes linear time whatever it is.
 * @throws Error where it is no regular expression of this kind (RE2: no look-around, no back-references).
 */
export function compilePattern(pattern: string): RE2JS {
  const known = cache.get(pattern)
  if (known) return known
  const compiled = RE2JS.compile(pattern)
  if (cache.size >= maxCached) cache.clear()
  cache.set(pattern, compiled)
  return compiled
}

/** Whether the whole text matches. */
export function matchesWhole(pattern: string, text: string): boolean {
  return compilePattern(pattern).matches(text)
}
