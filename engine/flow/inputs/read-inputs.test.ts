import { describe, expect, it } from 'vitest'
import { checks } from '#generated/catalog/checks.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { renderAsync } from '../expressions/render.ts'
import { parseFlow } from '../parse/parse-flow.ts'
import { prefill } from './prefill.ts'
import { readInputs } from './read-inputs.ts'
import { rawOf } from './nested.ts'
import { sentence } from './sentence.ts'
import type { InputHost } from './types.ts'

const uploads: Record<string, { name: string; size: number }> = {
  upload_pdf: { name: 'Quote.PDF', size: 900 },
  upload_exe: { name: 'quote.exe', size: 900 },
  upload_big: { name: 'quote.pdf', size: 2001 },
}
const host: InputHost = {
  checks,
  render: (source, inputs) =>
    renderAsync(source, { variables: { inputs, vars: { list: ['a', 'b'] } }, now: 0, random: () => 0 }, {}),
  seal: (value) => ({ type: 'aes_encrypted', value: `sealed ${value.length}` }),
  upload: (id) => Promise.resolve(uploads[id]),
}

async function read(inputs: string, raw: Record<string, unknown>) {
  const source = `id: x\nnamespace: y\ninputs:\n${inputs}\ntasks:\n  - {id: t, type: return}\n`
  const { flow, problems } = parseFlow(source, vocabulary)
  if (!flow) throw new Error(JSON.stringify(problems))
  const result = await readInputs(flow, raw, host)
  return {
    ...result,
    flow,
    said: result.problems.map((problem) => sentence(problem, rawOf(raw, problem.inputId))),
  }
}

describe('values', () => {
  it('are typed, dots nest, and what is optional and absent is null', async () => {
    const inputs =
      '  - {id: n, type: INT}\n  - {id: a.b, type: BOOL}\n  - {id: a.c, type: STRING, required: false}'
    const { values, problems } = await read(inputs, { n: '42', 'a.b': 'true', unknown: 1 })
    expect(problems).toEqual([])
    expect(values).toEqual({ n: 42, a: { b: true, c: null } })
    expect((await read(inputs, { n: 42, a: { b: true } })).values).toEqual(values)
  })

  it('fall back to the default: typed, rendered over earlier inputs, even the empty text', async () => {
    const inputs = `  - {id: total, type: INT, defaults: '{{ inputs.n * 2 }}', dependsOn: {inputs: [n]}}
  - {id: n, type: INT, defaults: 4}
  - {id: empty, type: STRING, defaults: ''}`
    expect((await read(inputs, { n: '' })).values).toEqual({ n: 4, total: 8, empty: '' })
  })

  it('of a secret are sealed and never shown', async () => {
    const { values, states } = await read('  - {id: key, type: SECRET, minLength: 3}', { key: 'hunter2' })
    expect(values).toEqual({ key: { type: 'aes_encrypted', value: 'sealed 7' } })
    expect(states[0]?.value).toBeNull()
    const { said, problems } = await read('  - {id: key, type: SECRET, minLength: 9}', { key: 'hunter2' })
    expect(JSON.stringify([said, problems])).not.toContain('hunter2')
  })

  it('of a date may be bounded by an earlier one', async () => {
    const inputs = `  - {id: first, type: DATE}\n  - {id: last, type: DATE, after: '{{ inputs.first }}', dependsOn: {inputs: [first]}}`
    const { said } = await read(inputs, { first: '2026-05-02', last: '2026-05-01' })
    expect(said).toEqual([
      'Invalid input for `last`, it must be after `2026-05-02`, but received `2026-05-01`',
    ])
  })

  it('of a choice may come from an expression', async () => {
    const { states, said } = await read(`  - {id: one, type: SELECT, expression: '{{ vars.list }}'}`, {
      one: 'c',
    })
    expect(states[0]?.options).toEqual([
      { label: 'a', value: 'a' },
      { label: 'b', value: 'b' },
    ])
    expect(said).toEqual(['Invalid input for `one`, it must match the values `[a, b]`, but received `c`'])
  })

  it.each([
    ['upload_pdf', []],
    ['upload_exe', ['file-type']],
    ['upload_big', ['file-size']],
    ['somebody-elses', ['file-unknown']],
    ['/etc/passwd', ['wrong-type']],
  ])('of a file are uploads of the right kind: %s', async (id, codes) => {
    const { problems } = await read(
      `  - {id: f, type: FILE, allowedFileExtensions: ['.pdf'], maxSize: 2KB}`,
      { f: id },
    )
    expect(problems.map(({ code }) => code)).toEqual(codes)
  })
})

describe('conditions', () => {
  const inputs = `  - {id: kind, type: STRING}
  - {id: why, type: STRING, dependsOn: {inputs: [kind], condition: "{{ inputs.kind == 'other' }}"}}
  - {id: who, type: STRING, dependsOn: {inputs: [why]}}`

  it('hide an input and all that follow it; what is sent for them is dropped', async () => {
    const { values, states, problems } = await read(inputs, { kind: 'plain', why: 'x', who: 'y' })
    expect(problems).toEqual([])
    expect(values).toEqual({ kind: 'plain', why: null, who: null })
    expect(states.map(({ visible }) => visible)).toEqual([true, false, false])
  })

  it('show them again', async () => {
    expect((await read(inputs, { kind: 'other', why: 'x', who: 'y' })).values).toEqual({
      kind: 'other',
      why: 'x',
      who: 'y',
    })
  })

  it('that cannot be evaluated are a problem of the input', async () => {
    const broken = `  - {id: a, type: STRING}\n  - {id: b, type: STRING, dependsOn: {inputs: [a], condition: "{{ inputs.nothing == 1 }}"}}`
    const { states, problems } = await read(broken, { a: 'x', b: 'y' })
    expect(problems).toMatchObject([{ code: 'expression', inputId: 'b' }])
    expect(states[1]?.visible).toBe(false)
  })

  it('are not asked where the input that they read is wrong itself: that is said once', async () => {
    const large = `  - {id: n, type: INT}\n  - {id: why, type: STRING, dependsOn: {inputs: [n], condition: '{{ inputs.n > 5 }}'}}`
    const { said, states } = await read(large, { n: 'many', why: 'x' })
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('`n`')
    expect(states[1]?.visible).toBe(false)
  })
})

describe('problems', () => {
  it('come all at once, in the words of Kestra', async () => {
    const inputs = `  - {id: n, type: INT, min: 10}\n  - {id: s, type: STRING, validator: 'A\\d+'}\n  - {id: m, type: STRING}\n  - {id: b, type: BOOLEAN}`
    expect((await read(inputs, { n: '9', s: 'foo', b: 'maybe' })).said).toEqual([
      'Invalid input for `n`, it must be more than `10`, but received `9`',
      'Invalid input for `s`, it must match the pattern `A\\d+`, but received `foo`',
      'Invalid input for `m`, missing required input, but received `null`',
      'Invalid input for `b`, Expected `BOOL` but received `maybe`, but received `maybe`',
    ])
  })

  it('do not come late from a pattern that would take for ever elsewhere', async () => {
    const { problems } = await read(`  - {id: s, type: STRING, validator: '(a+)+$'}`, {
      s: `${'a'.repeat(5000)}!`,
    })
    expect(problems).toMatchObject([{ inputId: 's' }])
  })
})

describe('prefill', () => {
  it('fills what was not given, and only opens the form', async () => {
    const inputs = `  - {id: a, type: STRING, required: false, prefill: 'Hi {{ 1 + 1 }}'}\n  - {id: b, type: STRING, prefill: x}`
    const { flow, values } = await read(inputs, { b: 'y' })
    expect(values).toEqual({ a: null, b: 'y' })
    expect(await prefill(flow, { b: 'y' }, host)).toEqual({ a: 'Hi 2', b: 'y' })
  })
})
