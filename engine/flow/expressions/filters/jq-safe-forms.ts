import type { JqNode, JqSettings } from '@michaelhomer/jqjs'
import { Failure } from '../error.ts'
import type { Meter } from '../meter.ts'
import { compilePattern, findAll, replaceMatches, splitText } from '../pattern.ts'
import { print } from '../print.ts'
import { kindOf } from '../values.ts'

export type Run = (input: unknown, settings: JqSettings) => Iterable<unknown>

/** Those that build lists of any length by themselves. */
const unbounded = new Set(['combinations/1'])

const regexNames = /^(?:test|sub|gsub|scan|split|splits|match|capture)\/\d$/

/** Bounded forms of what the library does without bounds: regular expressions, and repeating a text. */
export function safeForm(node: JqNode, meter: Meter): Run | undefined {
  if (typeof node.name !== 'string') {
    boundRepeat(node, meter)
    return undefined
  }
  if (unbounded.has(node.name)) throw new Failure(`jq's \`${node.name}\` is not available here`)
  if (node.name === 'split/1' || !regexNames.test(node.name)) return undefined
  const [pattern, target] = node.args ?? []
  const form = pattern ? regexForm(node.name, { pattern, target, meter }) : undefined
  if (form) return form
  throw new Failure(`jq's \`${node.name}\` is not available here`)
}

interface Parts {
  pattern: JqNode
  target: JqNode | undefined
  meter: Meter
}

function regexForm(name: string, { pattern, target, meter }: Parts): Run | undefined {
  switch (name) {
    case 'test/1':
      return mapped(pattern, (text, source) => [compilePattern(source, text.length, meter).test(text)])
    case 'splits/1':
      return mapped(pattern, (text, source) =>
        splitText(compilePattern(source, text.length, meter), text, { limit: -1, meter }),
      )
    case 'scan/1':
      return mapped(pattern, (text, source) => scan(text, source, meter))
    case 'sub/2':
    case 'gsub/2':
      return target && substitution(name === 'gsub/2', { pattern, target, meter })
    default:
      return undefined
  }
}

function substitution(everywhere: boolean, { pattern, target, meter }: Parts): Run {
  return function* (input, settings) {
    for (const to of target?.apply(input, settings) ?? []) {
      const literal = print(to, meter).replaceAll('\\', '\\\\').replaceAll('$', '\\$')
      const run = mapped(pattern, (text, source) => {
        return [
          replaceMatches(compilePattern(source, text.length, meter), text, {
            to: literal,
            all: everywhere,
            meter,
          }),
        ]
      })
      yield* run(input, settings)
    }
  }
}

function mapped(pattern: JqNode, run: (text: string, source: string) => Iterable<unknown>): Run {
  return function* (input, settings) {
    if (typeof input !== 'string') {
      throw new Failure(`jq: a regular expression needs a text, but got ${kindOf(input)}`)
    }
    for (const source of pattern.apply(input, settings)) {
      if (typeof source !== 'string') throw new Failure('jq: a regular expression must be a text')
      yield* run(input, source)
    }
  }
}

function* scan(text: string, source: string, meter: Meter): Iterable<unknown> {
  for (const matcher of findAll(compilePattern(source, text.length, meter), text, meter)) {
    const groups: unknown[] = []
    for (let index = 1; index <= matcher.groupCount(); index++) groups.push(matcher.group(index))
    yield groups.length > 0 ? groups : matcher.group(0)
  }
}

/** The one operator that can make a text a million times longer. */
function boundRepeat(node: JqNode, meter: Meter): void {
  if (!('repeat' in node) || typeof node.repeat !== 'function') return
  Object.assign(node, {
    repeat: (text: string, times: number) => {
      meter.text(text.length * Math.max(0, times))
      return times > 0 ? text.repeat(Math.ceil(times)) : null
    },
  })
}
