import type { Template } from './ast.ts'
import { located } from './error.ts'
import { parseTemplate } from './parse-template.ts'

const maxCached = 5000
/** Longer texts are read each time, so that the cache stays small. */
const maxCachedLength = 20_000
const maxLength = 1_000_000
const cache = new Map<string, Template>()

/** A template, read once and kept while it is in use. Throws `ExpressionError`. */
export function parsed(source: string): Template {
  const known = cache.get(source)
  if (known) return known
  const template = read(source)
  if (source.length > maxCachedLength) return template
  if (cache.size >= maxCached) forgetOldest()
  cache.set(source, template)
  return template
}

function read(source: string): Template {
  try {
    if (source.length > maxLength) throw new RangeError('it is too long')
    return parseTemplate(source)
  } catch (error) {
    throw located(error, source)
  }
}

/** A tenth at once: a hit then costs one look-up and no bookkeeping. */
function forgetOldest(): void {
  let left = maxCached / 10
  for (const key of cache.keys()) {
    cache.delete(key)
    if (--left <= 0) break
  }
}
