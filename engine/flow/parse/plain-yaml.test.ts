import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlain } from './plain-yaml.ts'
import { readWhole } from './read-yaml.ts'
import { Report } from './report.ts'
import { toJson } from './tree.ts'

/** The whole parser is the measure: what is read quickly is read without a problem there, to the same tree with the same places. */
function agrees(source: string): boolean {
  const plain = readPlain(source)
  if (!plain) return false
  const report = new Report(source)
  expect({ tree: plain, problems: [] }).toEqual({ tree: readWhole(report), problems: report.problems() })
  return true
}

const root = new URL('../../../', import.meta.url)
const sources = ['examples', 'engine/flow/testdata', 'engine/catalog'].flatMap((folder) => {
  const from = new URL(`${folder}/`, root)
  const names = readdirSync(from, { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => readFileSync(new URL(name, from), 'utf8'))
})

/** Pieces that change what the text around them means. */
const pieces = [
  ...[
    ' ',
    '  ',
    '\n',
    '\n\n',
    '   \n',
    '- ',
    ': ',
    ':',
    '#',
    ' #',
    "'",
    '"',
    '[',
    ']',
    '{',
    '}',
    ',',
    '|\n',
    '>-\n',
  ],
  ...[
    '---\n',
    '\n---',
    '...\n',
    '\n]',
    '[a',
    '{b: ',
    ': [a, b]',
    ': {a: b}',
    '&a ',
    '*a',
    '!!str ',
    '? ',
    '<<: ',
    '|+',
  ],
  ...[
    '~',
    'null',
    'true',
    '12',
    '-1.5',
    '0x1f',
    '1e3',
    '9007199254740993',
    '%',
    '@',
    '\\',
    '"\\x41"',
    '\t',
    '\r\n',
    'é',
  ],
]

const edit = fc.record({
  at: fc.nat(),
  drop: fc.integer({ min: 0, max: 3 }),
  piece: fc.constantFrom('', ...pieces),
})
const excerpt = fc.record({
  of: fc.constantFrom(...sources),
  from: fc.nat(),
  lines: fc.integer({ min: 1, max: 14 }),
})

/** Some lines of a real document, moved to the left, with a few of their characters changed. */
const changed = fc.tuple(excerpt, fc.array(edit, { maxLength: 3 })).map(([{ of, from, lines }, edits]) => {
  const all = of.split('\n')
  const some = all.slice(from % all.length).slice(0, lines)
  const indent = /^ */.exec(some[0] ?? '')?.[0].length ?? 0
  const text = some
    .map((line) => (line.startsWith(' '.repeat(indent)) ? line.slice(indent) : line))
    .join('\n')
  return edits.reduce((before, { at, drop, piece }) => {
    const place = at % (before.length + 1)
    return before.slice(0, place) + piece + before.slice(place + drop)
  }, text)
})

describe('what is read quickly', () => {
  it('is the tree of the whole parser: documents of the product', () => {
    const read = sources.filter(agrees)
    expect(sources.length).toBeGreaterThan(200)
    expect(read.length / sources.length).toBeGreaterThan(0.85)
  })

  it('is the tree of the whole parser: parts of them, changed', () => {
    const numRuns = 1500
    let read = 0
    fc.assert(
      fc.property(changed, (source) => {
        if (agrees(source)) read++
      }),
      { numRuns },
    )
    expect(read).toBeGreaterThan(numRuns / 10)
  })

  it('is the tree of the whole parser: any text', () => {
    const unit = fc.constantFrom(...'{}[]:-,&*!|>\'"%#?<\n a1~.\\')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => void agrees(`a: 1\nb: ${text}`)),
      {
        numRuns: 1000,
      },
    )
  })

  it.each([
    ['a list on the level of its key', 'a:\n- 1\n- b: c\n  d:\n'],
    ['lists in lists', '- - 1\n  - 2\n-\n  - 3\n'],
    ['texts that are no numbers', 'a: 2026-11-25\nb: 1.2.3\nc: -x\nd: ~x\n'],
    ['numbers and the like', 'a: 0x1f\nb: .5\nc: -12\nd: ~\ne: yes\nf: False\n'],
    ['comments', '# one\na: 1 # two\n  # three\nb: # four\n  c: d#e\n# five'],
    ['quotes', 'a: \'it\'\'s\'\n"b": "\\u00e9\\n"\n'],
    ['blocks', 'a: |\n    x\n\n      y\n\n\nb: >-\n  one\n  two\nc: |-\n  end'],
    ['JSON', '{"a":[1,{"b":null}],\n "c":"d"}'],
    ['flows over lines', 'a: [\n  1,\n  { b: c,\n    d: e },\n ]\n'],
  ])('holds %s', (_, source) => {
    expect(agrees(source)).toBe(true)
  })

  it.each([
    ['a second document', 'a: 1\n--- b: 2\n'],
    ['a flow ended by a document', '[\na,\n--- ,b]'],
    ['a flow without a comma', '[a[b]'],
    ['an anchor', 'a: &b 1\n'],
    ['a merge', 'a:\n  <<: {b: c}\n'],
    ['a text over lines', 'a: b\n  c\n'],
    ['a key twice', 'a: 1\na: 2\n'],
    ['a map behind a key', 'a: b: c\n'],
    ['a number that is not held', 'a: 9007199254740993\n'],
    ['a tab', 'a:\tb\n'],
    ['too many levels', `a: ${'['.repeat(60)}${']'.repeat(60)}\n`],
    ['too many nodes', `[${'1,'.repeat(100_000)}]`],
  ])('leaves %s to the whole parser', (_, source) => {
    expect(readPlain(source)).toBeUndefined()
  })

  it('names the values', () => {
    const tree = readPlain('a: [1, x, "2"]\nb: |\n  text\nc: { d: true, e: ~ }\n')
    expect(tree && toJson(tree)).toEqual({ a: [1, 'x', '2'], b: 'text\n', c: { d: true, e: null } })
  })
})
