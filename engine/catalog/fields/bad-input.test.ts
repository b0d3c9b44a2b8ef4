import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { renderAsync } from '#engine/flow/expressions/render.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import { sentence } from '#engine/flow/inputs/sentence.ts'
import type { InputHost } from '#engine/flow/inputs/types.ts'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import { checks } from '#generated/catalog/checks.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'

const folder = new URL('.', import.meta.url)
const types = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())

const host: InputHost = {
  checks,
  render: (source, inputs) => renderAsync(source, { variables: { inputs }, now: 0, random: () => 0 }, {}),
  seal: (value) => ({ type: 'aes_encrypted', value }),
  upload: () => Promise.resolve(undefined),
  directory: {
    find: () => Promise.resolve(new Map()),
    search: () => Promise.resolve({ options: [], total: 0 }),
  },
}

const markup = '<img src=x onerror=alert(1)>{{ 7 * 7 }}'
const bad: Readonly<Record<string, unknown>> = {
  nothing: undefined,
  null: null,
  'an empty text': '',
  blanks: '   ',
  'zero-width characters': '\u200b\u2060\ufeff',
  'zero-width characters around': '\u200b12\u200b',
  'right-to-left marks': '\u200f2026-11-27\u200f',
  'Arabic-Indic digits': '١٢٣',
  'full-width digits': '１２３',
  'hostile markup': markup,
  'a list of markup': [markup],
  'a prototype': JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'),
  'a list': [1, 'two', null, { three: 3 }],
  'a map': { a: 1, b: [2] },
  'a list of lists': [[[]]],
  true: true,
  zero: 0,
  NaN: Number.NaN,
  infinity: Number.POSITIVE_INFINITY,
  'NaN as text': 'NaN',
  '1e400': '1e400',
  'a long number': '9'.repeat(400),
  'half of a surrogate pair': '\ud800',
  NUL: 'a\u0000b',
  'a megabyte': 'x'.repeat(1_000_000),
  'a megabyte of zero-width characters': `x${'\u200b'.repeat(330_000)}x`,
  'a list of a hundred thousand': Array<string>(100_000).fill('x'),
  'lists in one another': Array.from({ length: 20_000 }).reduce<unknown[]>((inner) => [inner], []),
  'a megabyte of brackets': '['.repeat(1_000_000),
  'a megabyte of quotes in a row': '"'.repeat(1_000_000),
  'a text of JSON': '{"amount": "x", "currency": 7}',
  'a path': '../../etc/passwd',
}

/** What a type takes as it is, in a text of people's own. */
const free = new Set(['string', 'text', 'secret', 'yaml'])

async function read(type: string, raw: unknown) {
  const example = readFileSync(new URL(`${type}/example.yaml`, folder), 'utf8')
  const input = example
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
    .replace('    ', '  - ')
  const { flow, problems } = parseFlow(
    `id: x\nnamespace: y\ninputs:\n${input}\ntasks:\n  - {id: t, type: return}\n`,
    vocabulary,
  )
  if (!flow) throw new Error(JSON.stringify(problems))
  const { id = '' } = flow.inputs[0] ?? {}
  const began = performance.now()
  const result = await readInputs(flow, { [id]: raw }, host)
  return { ...result, id, tookMs: performance.now() - began }
}

describe.each(types.map(({ name }) => name))('%s', (type) => {
  it.each(Object.keys(bad))('takes %s as a value or says why not', async (what) => {
    const raw = bad[what]
    const { values, problems, id, tookMs } = await read(type, raw)
    for (const problem of problems) {
      expect(problem.inputId === id || problem.inputId.startsWith(id)).toBe(true)
      expect(sentence(problem, raw)).toContain('Invalid input for `')
      expect(sentence(problem, raw).length).toBeLessThan(1500)
    }
    // it is JSON, and nothing reached what all maps have in common
    expect(JSON.parse(JSON.stringify(values))).toEqual(values)
    expect(Object.prototype).not.toHaveProperty('polluted')
    expect(tookMs).toBeLessThan(2_000)
  })

  it('keeps a text as it is, or refuses it', async () => {
    const { values, problems, id } = await read(type, markup)
    if (problems.length === 0 && free.has(type)) expect(JSON.stringify(values[id])).toContain('{{ 7 * 7 }}')
    else expect(JSON.stringify(values[id] ?? null)).not.toContain('49')
  })
})

it.each([
  ['string', '\u200bE12345\ufeff', 'E12345'],
  ['text', '\u200bThe old one is broken\u2060', 'The old one is broken'],
  ['email', '\ufeffname@example.com\u200b', 'name@example.com'],
  ['uri', '\u200bhttps://example.com/x', 'https://example.com/x'],
  ['phone', '\u200e+49 30 1234567\u200f', '+49301234567'],
])('%s takes %j without what cannot be seen', async (type, raw, value) => {
  const { values, id, problems } = await read(type, raw)
  expect(problems).toEqual([])
  expect(values[id]).toBe(value)
})

it('a text of nothing but what cannot be seen is no answer', async () => {
  expect((await read('text', '\u200b\ufeff')).problems.map(({ code }) => code)).toEqual(['required'])
})

it.each([
  ['int', '١٢٣', 'wrong-type'],
  ['int', '１２３', 'wrong-type'],
  ['int', '1e400', 'wrong-type'],
  ['float', '1e400', 'wrong-type'],
  ['float', Number.NaN, 'wrong-type'],
  ['money', '9'.repeat(400), 'wrong-type'],
  ['date', '\u200f2026-11-27\u200f', 'wrong-type'],
  ['bool', 'maybe', 'wrong-type'],
  ['email', markup, 'wrong-type'],
  ['file', '../../etc/passwd', 'wrong-type'],
  ['signature', [markup], 'wrong-type'],
  ['user', markup, 'person-unknown'],
  ['group', markup, 'group-unknown'],
  ['select', markup, 'not-an-option'],
])('%s refuses %j: %s', async (type, raw, code) => {
  expect((await read(type, raw)).problems[0]?.code).toBe(code)
})
