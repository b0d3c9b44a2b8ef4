import { RE2JS, RE2JSException } from 're2js'
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
