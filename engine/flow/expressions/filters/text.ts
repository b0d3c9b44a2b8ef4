import {
  argument,
  integerArgument,
  only,
  optionalFlag,
  optionalInteger,
  optionalText,
  textArgument,
} from '../args.ts'
import type { Args, Env, Filter } from '../env.ts'
import { Failure } from '../error.ts'
import { compilePattern, replaceMatches, splitText } from '../pattern.ts'
import { print } from '../print.ts'
import { isMap, kindOf } from '../values.ts'

type TextFilter = (text: string, args: Args, env: Env) => unknown

/** A filter over text: null stays null, other values are printed first. */
function onText(filter: TextFilter): Filter {
  return (value, args, env) => {
    if (value === null || value === undefined) return null
    const text = print(value, env.meter)
    env.meter.text(text.length)
    return filter(text, args, env)
  }
}

function simple(filter: (text: string) => string): Filter {
  return onText((text, args) => {
    only(args)
    return filter(text)
  })
}

function around(side: 'before' | 'after', last: boolean): Filter {
  return onText((text, args, env) => {
    only(args, 'separator')
    const separator = textArgument(args, 0, 'separator')
    env.meter.charge(text.length >> 4)
    const at = last ? text.lastIndexOf(separator) : text.indexOf(separator)
    if (at === -1 || separator === '') return side === 'before' ? text : ''
    return side === 'before' ? text.slice(0, at) : text.slice(at + separator.length)
  })
}

function replace(text: string, args: Args, env: Env): string {
  const pairs = argument(args, 0, 'replace_pairs')
  if (!isMap(pairs))
    throw new Failure(`The argument \`replace_pairs\` must be a map, but it is ${kindOf(pairs)}`)
  only(args, 'replace_pairs', 'regexp')
  const byPattern = optionalFlag(args, 1, 'regexp') ?? false
  let result = text
  for (const [from, to] of Object.entries(pairs)) {
    const target = print(to, env.meter)
    if (byPattern) {
      const pattern = compilePattern(from, result.length, env.meter)
      result = replaceMatches(pattern, result, { to: target, all: true, meter: env.meter })
    } else result = replaceAll(result, { from, to: target }, env)
    env.meter.text(result.length)
  }
  return result
}

function replaceAll(text: string, { from, to }: { from: string; to: string }, env: Env): string {
  if (from === '') throw new Failure('The text to replace is empty')
  env.meter.charge(text.length >> 3)
  if (to.length > from.length) {
    const count = text.split(from).length - 1
    env.meter.text(text.length + count * (to.length - from.length))
  }
  return text.split(from).join(to)
}

/** `replace({'a': 'b'})`, or the short `replace('a', 'b')`. */
const replaceFilter = onText((text, args, env) => {
  if (typeof argument(args, 0, 'from') !== 'string') return replace(text, args, env)
  only(args, 'from', 'to')
  return replaceAll(text, { from: textArgument(args, 0, 'from'), to: textArgument(args, 1, 'to') }, env)
})

/** As Java: empty parts at the end are dropped. */
function withoutEmptyEnd(parts: string[]): string[] {
  while (parts.length > 1 && parts.at(-1) === '') parts.pop()
  return parts
}

const split = onText((text, args, env) => {
  only(args, 'delimiter', 'limit')
  const limit = optionalInteger(args, 1, 'limit') ?? 0
  const delimiter = textArgument(args, 0, 'delimiter')
  if (delimiter === '') return Array.from(text)
  env.meter.charge(text.length)
  if (limit === 0 && /^[\w ,;:/-]+$/.test(delimiter)) return withoutEmptyEnd(text.split(delimiter))
  const pattern = compilePattern(delimiter, text.length, env.meter)
  return splitText(pattern, text, { limit, meter: env.meter })
})

const abbreviate = onText((text, args) => {
  only(args, 'length')
  const length = integerArgument(args, 0, 'length')
  if (length < 4) throw new Failure('The shortest length is 4')
  return text.length <= length ? text : `${text.slice(0, length - 3)}...`
})

const escapeChar = onText((text, args) => {
  only(args, 'type')
  const type = textArgument(args, 0, 'type')
  if (type === 'single') return text.replaceAll("'", "\\'")
  if (type === 'double') return text.replaceAll('"', '\\"')
  if (type === 'shell') return text.replaceAll("'", "'\\''")
  throw new Failure('The argument `type` must be `single`, `double` or `shell`')
})

function indented(text: string, args: Args, env: Env): string {
  only(args, 'amount', 'prefix')
  const amount = integerArgument(args, 0, 'amount')
  if (amount < 0) throw new Failure('The argument `amount` must not be negative')
  const prefix = optionalText(args, 1, 'prefix') ?? ' '
  env.meter.text(amount * prefix.length)
  const margin = prefix.repeat(amount)
  const breaks = text.match(/\r\n|\r|\n/g)?.length ?? 0
  env.meter.text(text.length + (breaks + 1) * margin.length)
  return text.replace(/\r\n|\r|\n/g, (end) => end + margin)
}

const nindent = onText((text, args, env) => {
  const rest = indented(text, args, env)
  if (text === '') return ''
  const margin = (optionalText(args, 1, 'prefix') ?? ' ').repeat(integerArgument(args, 0, 'amount'))
  return `\n${margin}${rest}`
})

function slugify(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
}

const regexMatch = onText((text, args, env) => {
  only(args, 'regex')
  return compilePattern(textArgument(args, 0, 'regex'), text.length, env.meter).test(text)
})

const regexReplace = onText((text, args, env) => {
  only(args, 'regex', 'replacement')
  const pattern = compilePattern(textArgument(args, 0, 'regex'), text.length, env.meter)
  return replaceMatches(pattern, text, {
    to: textArgument(args, 1, 'replacement'),
    all: true,
    meter: env.meter,
  })
})

const regexExtract = onText((text, args, env) => {
  only(args, 'regex', 'group')
  const matcher = compilePattern(textArgument(args, 0, 'regex'), text.length, env.meter).matcher(text)
  const group = optionalInteger(args, 1, 'group') ?? 0
  if (group < 0 || group > matcher.groupCount()) throw new Failure(`The pattern has no group ${group}`)
  return matcher.find() ? matcher.group(group) : null
})

export const textFilters: Readonly<Record<string, Filter>> = {
  upper: simple((text) => text.toUpperCase()),
  lower: simple((text) => text.toLowerCase()),
  trim: simple((text) => text.trim()),
  capitalize: simple((text) => text.replace(/\S/, (first) => first.toUpperCase())),
  title: simple((text) =>
    text.replace(/(^|\s)(\S)/g, (_, before: string, first: string) => before + first.toUpperCase()),
  ),
  slugify: simple(slugify),
  abbreviate,
  escapeChar,
  replace: replaceFilter,
  split,
  indent: onText(indented),
  nindent,
  startsWith: onText((text, args) => {
    only(args, 'value')
    return text.startsWith(textArgument(args, 0, 'value'))
  }),
  endsWith: onText((text, args) => {
    only(args, 'value')
    return text.endsWith(textArgument(args, 0, 'value'))
  }),
  substringBefore: around('before', false),
  substringBeforeLast: around('before', true),
  substringAfter: around('after', false),
  substringAfterLast: around('after', true),
  string: (value, args, env) => {
    only(args)
    return print(value, env.meter)
  },
  regexMatch,
  regexReplace,
  regexExtract,
}
