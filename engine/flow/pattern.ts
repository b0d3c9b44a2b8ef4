import { Meter } from './expressions/meter.ts'
import { compilePattern } from './expressions/pattern.ts'

/**
 * Whether the whole text matches an author's regular expression; bounded by work, so that no pattern and text take long.
 * @throws Error where the pattern is no regular expression (RE2: no look-around, no back-references), or the text is too long for it.
 */
export function matchesWhole(pattern: string, text: string): boolean {
  return compilePattern(pattern, text.length, new Meter()).matches(text)
}

/** Why a text is no regular expression; undefined where it is one. */
export function patternProblem(pattern: string): string | undefined {
  try {
    matchesWhole(pattern, '')
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
