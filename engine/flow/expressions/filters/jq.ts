import { compileNode, type JqNode, type JqSettings } from '@michaelhomer/jqjs'
import { Failure } from '../error.ts'
import type { Meter } from '../meter.ts'
import { compilePattern } from '../pattern.ts'
import { print } from '../print.ts'
import { Moment } from '../moment.ts'
import { Real } from '../numbers.ts'
import { own } from '../read-data.ts'
import { isList, isMap, kindOf } from '../values.ts'

const maxProgram = 2000
const forbidden = /__proto__|\bconstructor\b|\bprototype\b/

/**
 * Runs a jq program; all its results as a list. Every node of the program is metered, what it yields is checked so that
 * no prototype and no function is reached, and its regular expressions run in linear time.
 */
export function runJq(value: unknown, program: string, meter: Meter): unknown[] {
  if (program.length > maxProgram || forbidden.test(program))
    throw new Failure('The jq expression is refused')
  meter.charge(program.length * 20)
  try {
    const node = compileNode(program)
    guard(node, meter, new Set())
    const results: unknown[] = []
    for (const result of node.apply(plain(value, meter), { userFuncArgs: {}, variables: {} })) {
      meter.charge(5)
      results.push(own(result, meter))
    }
    return results
  } catch (error) {
    if (typeof error === 'string') throw new Failure(`jq: ${error}`)
    if (error instanceof TypeError) throw new Failure(`jq: ${error.message}`, { cause: error })
    throw error
  }
}

/** Plain JSON of a value, in objects without a prototype. */
function plain(value: unknown, meter: Meter): unknown {
  meter.step()
  if (value instanceof Real) return value.value
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Moment) return value.toJSON()
  if (typeof value !== 'object' || value === null) return value ?? null
  meter.enter()
  let copy: unknown
  if (isList(value)) copy = value.map((item) => plain(item, meter))
  else if (isMap(value)) {
    const map = new Map(Object.entries(value).map(([key, inner]) => [key, plain(inner, meter)]))
    copy = Object.assign(Object.create(null), Object.fromEntries(map))
  } else throw new Failure(`jq cannot read ${kindOf(value)}`)
  meter.leave()
  return copy
}

function isNode(value: unknown): value is JqNode {
  return typeof value === 'object' && value !== null && 'apply' in value && typeof value.apply === 'function'
}

function guard(value: unknown, meter: Meter, seen: Set<unknown>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  if (seen.size > 5000) throw new Failure('The jq expression is too long')
  for (const inner of Object.values(value)) guard(inner, meter, seen)
  if (isNode(value)) meterNode(value, meter)
}

function meterNode(node: JqNode, meter: Meter): void {
  const own = replacement(node, meter)
  const apply = own ?? node.apply.bind(node)
  const metered = (run: (input: unknown, settings: JqSettings) => Iterable<unknown>) =>
    function* (input: unknown, settings: JqSettings): Iterable<unknown> {
      meter.enter()
      for (const result of run(input, settings)) {
        meter.charge(10)
        check(result, meter)
        yield result
      }
      meter.leave()
    }
  node.apply = metered(apply)
  if (node.paths) node.paths = metered(node.paths.bind(node))
}

const intrinsics = new Set<unknown>([Object.prototype, Array.prototype, String.prototype, Number.prototype])

function check(result: unknown, meter: Meter): void {
  const named = (part: unknown) => part === '__proto__'
  if (typeof result === 'function' || intrinsics.has(result) || named(result)) {
    throw new Failure('The jq expression reaches for what is not data')
  }
  if (typeof result === 'string') meter.text(result.length)
  if (isList(result)) {
    meter.charge(result.length >> 2)
    if (result.length < 20 && result.some(named))
      throw new Failure('The jq expression reaches for what is not data')
  }
}

type Run = (input: unknown, settings: JqSettings) => Iterable<unknown>

const regexNames = /^(?:test|sub|gsub|scan|split|splits|match|capture)\/\d$/

/** Safe forms of what the library does without bounds. */
function replacement(node: JqNode, meter: Meter): Run | undefined {
  const [first, second] = node.args ?? []
  if (typeof node.name !== 'string') return multiplication(node, meter)
  if (node.name === 'split/1' || !regexNames.test(node.name)) return undefined
  if (!first) return undefined
  if (node.name === 'test/1') {
    return mapped(first, (text, source) => [compilePattern(source, text.length, meter).test(text)])
  }
  if (node.name === 'splits/1') {
    return mapped(first, (text, source) => compilePattern(source, text.length, meter).split(text, -1))
  }
  if (node.name === 'scan/1') return mapped(first, (text, source) => scan(text, source, meter))
  if ((node.name === 'sub/2' || node.name === 'gsub/2') && second) {
    const everywhere = node.name === 'gsub/2'
    return function* (input, settings) {
      for (const to of second.apply(input, settings)) {
        const target = print(to, meter).replaceAll('\\', '\\\\').replaceAll('$', '\\$')
        yield* mapped(first, (text, source) => {
          const matcher = compilePattern(source, text.length, meter).matcher(text)
          return [everywhere ? matcher.replaceAll(target, true) : matcher.replaceFirst(target, true)]
        })(input, settings)
      }
    }
  }
  throw new Failure(`jq's \`${node.name}\` is not available here`)
}

function mapped(pattern: JqNode, run: (text: string, source: string) => Iterable<unknown>): Run {
  return function* (input, settings) {
    if (typeof input !== 'string')
      throw new Failure(`jq: a regular expression needs a text, but got ${kindOf(input)}`)
    for (const source of pattern.apply(input, settings)) {
      if (typeof source !== 'string') throw new Failure('jq: a regular expression must be a text')
      yield* run(input, source)
    }
  }
}

function* scan(text: string, source: string, meter: Meter): Iterable<unknown> {
  const matcher = compilePattern(source, text.length, meter).matcher(text)
  while (matcher.find()) {
    const groups: unknown[] = []
    for (let index = 1; index <= matcher.groupCount(); index++) groups.push(matcher.group(index))
    yield groups.length > 0 ? groups : matcher.group(0)
  }
}

/** The one operator that can make a text a million times longer. */
function multiplication(node: JqNode, meter: Meter): Run | undefined {
  if (!('repeat' in node) || typeof node.repeat !== 'function') return undefined
  Object.assign(node, {
    repeat: (text: string, times: number) => {
      meter.text(text.length * Math.max(0, times))
      return times > 0 ? text.repeat(Math.ceil(times)) : null
    },
  })
  return undefined
}
