import { RE2JS, RE2JSException, type Matcher } from 're2js'
import { Failure } from './error.ts'
import type { Meter } from './meter.ts'

const cache = new Map<string, RE2JS>()
const maxCached = 200
const maxLength = 1000

/**
 * An author's regular expression, in linear time.
 * @param length of the text it will run over, which is paid for here
 */
export function compilePattern(source: string, length: number, meter: Meter): RE2JS {
  if (source.length > maxLength) throw new Failure('The regular expression is too long')
  let pattern = cache.get(source)
  if (!pattern) {
    meter.charge(source.length * 20)
    try {
      pattern = RE2JS.compile(source)
    } catch (error) {
      if (!(error instanceof RE2JSException)) throw error
      throw new Failure(`Bad regular expression \`${source}\`: ${error.message}`)
    }
    if (cache.size >= maxCached) cache.clear()
    cache.set(source, pattern)
  }
  meter.charge(length * Math.max(2, pattern.programSize() >> 2))
  return pattern
}

/** All finds together; a single one is paid for by length. */
const maxFindMs = 25

/**
 * Goes from match to match. Even a linear engine may look through the whole rest of the text for each match, which no
 * count of steps sees: so this alone is bounded by the clock.
 */
export function* findAll(pattern: RE2JS, text: string, meter: Meter): Generator<Matcher> {
  const matcher = pattern.matcher(text)
  const end = performance.now() + maxFindMs
  while (matcher.find()) {
    meter.charge(5)
    if (performance.now() > end) throw new Failure('The regular expression takes too long on this text')
    yield matcher
  }
}

/** Replaces matches; `$1` in the replacement is a group. */
export function replaceMatches(
  pattern: RE2JS,
  text: string,
  change: { to: string; all: boolean; meter: Meter },
): string {
  let result = ''
  let from = 0
  for (const matcher of findAll(pattern, text, change.meter)) {
    result += text.slice(from, matcher.start()) + expand(change.to, matcher)
    change.meter.text(result.length)
    from = matcher.end()
    if (!change.all) break
  }
  change.meter.text(result.length + text.length - from)
  return result + text.slice(from)
}

function expand(replacement: string, matcher: Matcher): string {
  return replacement.replace(
    /\\(.)|\$(\d)/gs,
    (_, escaped: string | undefined, group: string | undefined) => {
      if (escaped !== undefined) return escaped
      const index = Number(group)
      if (index > matcher.groupCount())
        throw new Failure(`The regular expression has no group ${String(index)}`)
      return matcher.group(index) ?? ''
    },
  )
}

/** Splits like Java: a limit above 0 bounds the parts, 0 drops empty ones at the end, below 0 keeps them. */
export function splitText(pattern: RE2JS, text: string, split: { limit: number; meter: Meter }): string[] {
  const parts: string[] = []
  let from = 0
  for (const matcher of findAll(pattern, text, split.meter)) {
    if (split.limit > 0 && parts.length === split.limit - 1) break
    if (matcher.end() === 0) continue
    parts.push(text.slice(from, matcher.start()))
    from = matcher.end()
  }
  parts.push(text.slice(from))
  if (split.limit === 0) while (parts.length > 1 && parts.at(-1) === '') parts.pop()
  return parts
}
