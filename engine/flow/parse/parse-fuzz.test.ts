import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { parseApp } from './parse-app.ts'
import { parseFlow } from './parse-flow.ts'

const head = 'id: a\nnamespace: b\ntasks:\n  - {id: t, type: return}\n'

function within(ms: number, source: string): string[] {
  const start = process.cpuUsage()
  const { problems } = parseFlow(source, vocabulary)
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(ms)
  return problems.map(({ code }) => code)
}

/** Processor time that only a runaway passes. */
const quickly = 8000

describe('hostile documents', () => {
  it('an alias bomb is refused by its count', () => {
    const levels = Array.from({ length: 12 }, (_, n) => `  l${n + 1}: &l${n + 1} [${`*l${n},`.repeat(10)}]`)
    expect(within(quickly, `${head}variables:\n  l0: &l0 [x]\n${levels.join('\n')}\n`)).toContain('too-large')
  })

  it('an alias to itself is no anchor before it', () => {
    expect(within(quickly, `${head}variables: {x: &x [*x]}\n`)).toEqual(['alias'])
  })

  it.each([
    ['lists in lists', `${head}variables: {x: ${'['.repeat(5000)}${']'.repeat(5000)}}\n`],
    ['open lists', '['.repeat(100_000)],
    ['open maps', '{a: '.repeat(50_000)],
    ['block lists', `${head}variables:\n  x:\n    ${'- '.repeat(5000)}y\n`],
    [
      'aliases of deep things',
      `${head}variables:\n  a: &a ${'['.repeat(50)}${']'.repeat(50)}\n  b: ${'['.repeat(50)}*a${']'.repeat(50)}\n`,
    ],
  ])('%s are too deep, not a crash', (_, source) => {
    expect(within(quickly, source).length).toBeGreaterThan(0)
  })

  it.each([
    ['a million characters and more', `${head}description: ${'x'.repeat(1_000_001)}\n`],
    ['many keys', `${head}${Array.from({ length: 20_000 }, (_, n) => `k${n}: 1`).join('\n')}\n`],
    ['many tasks', `id: a\nnamespace: b\ntasks:\n${'  - {id: t, type: nope}\n'.repeat(10_000)}`],
    ['one long unknown name', `${head}${'k'.repeat(1000)}: 1\n`],
    [
      'names of the prototype',
      `${head}constructor: 1\nvariables: {constructor: 1, hasOwnProperty: 2}\n__proto__: {a: 1}\n`,
    ],
    ['unknown filters in one text', `${head}variables: {x: "${'{{a|b}}'.repeat(100_000)}"}\n`],
    [
      'defaults that unfold',
      `id: a\nnamespace: b\npluginDefaults:\n  - type: set-variables\n    values: {variables: {${Array.from({ length: 20_000 }, (_, n) => `k${n}: 1`).join()}}}\ntasks:\n${Array.from({ length: 5_000 }, (_, n) => `  - {id: t${n}, type: set-variables}\n`).join('')}`,
    ],
    [
      'a long line of dependencies',
      `id: a\nnamespace: b\ntasks:\n  - id: d\n    type: dag\n    tasks:\n${Array.from({ length: 8_000 }, (_, n) => `      - {task: {id: t${n}, type: nope}, dependsOn: [t${n + 1}]}\n`).join('')}`,
    ],
    ['half a character', `${head}description: "\\uD800"\nx: 1`],
  ])('%s ends quickly', (_, source) => {
    expect(within(quickly, source).length).toBeGreaterThan(0)
  })
})

const scalar = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('{{ inputs.x }}', '{{', 'log', 'if', 'INT', 'PT1S', '*a', '&a', '<<', '~'),
)
const key = fc.constantFrom(
  'id',
  'type',
  'namespace',
  'tasks',
  'inputs',
  'then',
  'retry',
  'errors',
  'labels',
  'stages',
  'outputs',
  'dependsOn',
  'defaults',
  'values',
  'message',
  '<<',
  'x',
)
const { document } = fc.letrec((tie) => ({
  document: fc.oneof(
    { maxDepth: 5 },
    scalar,
    fc.array(tie('document'), { maxLength: 4 }),
    fc
      .uniqueArray(fc.tuple(key, tie('document')), { maxLength: 6, selector: ([name]) => name })
      .map((entries) => Object.fromEntries(entries)),
  ),
}))

describe('whatever is written', () => {
  it('is read without a throw: any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'{}[]:-,&*!|>\'"%#?<\n a1\t'), maxLength: 80 }),
        (text) => {
          const { flow, problems } = parseFlow(head + text, vocabulary)
          expect(flow === undefined).toBe(problems.length > 0)
          parseApp(text, vocabulary)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('is read without a throw: any document; the place of a problem is in the source', () => {
    fc.assert(
      fc.property(document, (value) => {
        const source = JSON.stringify({
          id: 'a',
          namespace: 'b',
          tasks: [value],
          inputs: [value],
          outputs: value,
          stages: value,
        })
        for (const problem of parseFlow(source, vocabulary).problems) {
          expect([problem.line, problem.column > 0, problem.column <= source.length + 1]).toEqual([
            1,
            true,
            true,
          ])
        }
      }),
      { numRuns: 400 },
    )
  })

  it('is JSON when it is good', () => {
    const { flow } = parseFlow(head, vocabulary)
    expect(JSON.parse(JSON.stringify(flow))).toMatchObject({ id: 'a', tasks: [{ id: 't' }] })
  })
})
