import { describe, expect, it } from 'vitest'
import { checks } from '#generated/catalog/checks.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { renderAsync } from '../expressions/render.ts'
import { parseFlow } from '../parse/parse-flow.ts'
import { prefill } from './prefill.ts'
import { readInputs } from './read-inputs.ts'
import { rawOf } from './nested.ts'
import { sentence } from './sentence.ts'
import type { InputHost, UploadedFile } from './types.ts'

const uploads: Record<string, UploadedFile> = {
  upload_pdf: { name: 'Quote.PDF', size: 900 },
  upload_exe: { name: 'quote.exe', size: 900 },
  upload_big: { name: 'quote.pdf', size: 2001 },
  upload_page: { name: 'quote.pdf', size: 900, belied: true },
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
    ['upload_page', ['file-content']],
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

describe('groups and steps', () => {
  const inputs = `  - id: person
    type: FORM
    inputs:
      - {id: name, type: STRING}
      - {id: kind, type: SELECT, values: [staff, guest], defaults: staff}
      - id: badge
        type: OBJECT
        dependsOn: {inputs: [kind], condition: "{{ inputs.person.kind == 'staff' }}"}
        inputs:
          - {id: key, type: SECRET}
          - {id: colour, type: STRING, dependsOn: {inputs: [kind]}, required: false}
  - {id: where, type: OBJECT, required: false, inputs: [{id: city, type: STRING}, {id: zip, type: STRING}]}`

  it('nest their values, with secrets sealed at any depth', async () => {
    const { values, states, said } = await read(inputs, {
      'person.name': 'Ana',
      person: { badge: { key: 'hunter2' } },
      where: '{"city": "Bonn", "zip": "53111"}',
    })
    expect(said).toEqual([])
    expect(values).toEqual({
      person: {
        name: 'Ana',
        kind: 'staff',
        badge: { key: { type: 'aes_encrypted', value: 'sealed 7' }, colour: null },
      },
      where: { city: 'Bonn', zip: '53111' },
    })
    expect(states.map(({ id }) => id)).toEqual([
      ...['person', 'person.name', 'person.kind', 'person.badge', 'person.badge.key'],
      ...['person.badge.colour', 'where', 'where.city', 'where.zip'],
    ])
  })

  it('are hidden with all that they hold', async () => {
    const { values, said } = await read(inputs, {
      person: { name: 'Ana', kind: 'guest', badge: { key: 'x' } },
    })
    expect(said).toEqual([])
    expect(values).toMatchObject({ person: { kind: 'guest', badge: { key: null } } })
  })

  it('that need not be given are left out whole, but not in part', async () => {
    const person = { name: 'Ana', kind: 'guest' }
    expect((await read(inputs, { person })).values.where).toEqual({ city: null, zip: null })
    expect((await read(inputs, { person, where: { city: 'Bonn' } })).said).toEqual([
      'Invalid input for `where.zip`, missing required input, but received `null`',
    ])
    expect((await read(inputs, { person, where: 'Bonn' })).problems).toMatchObject([
      { code: 'wrong-type', inputId: 'where' },
    ])
  })
})

describe('lists and tables', () => {
  it('read each entry and each cell by its type', async () => {
    const inputs = `  - {id: days, type: ARRAY, itemType: DATE}
  - {id: sizes, type: MULTISELECT, values: [1, 2], itemType: INTEGER}
  - id: items
    type: TABLE
    columns:
      - {id: article, type: STRING}
      - {id: amount, type: INT, defaults: 1, min: 1}
      - {id: colour, type: SELECT, expression: '{{ vars.list }}', required: false}`
    const raw = { days: '["2026-01-01"]', sizes: ['2'], items: '[{"article": "Desk", "extra": 1}]' }
    const { values, states, said } = await read(inputs, raw)
    expect(said).toEqual([])
    expect(values).toEqual({
      days: ['2026-01-01'],
      sizes: [2],
      items: [{ article: 'Desk', amount: 1, colour: null }],
    })
    expect(states[2]?.columns?.colour?.options.map(({ value }) => value)).toEqual(['a', 'b'])
    const items = [
      { article: 'Desk', amount: 0 },
      { amount: 2, colour: 'c' },
    ]
    expect((await read(inputs, { ...raw, days: ['2026-01-01', 'soon'], items })).said).toEqual([
      'Invalid input for `days`, Unable to parse array element as `DATE` on `soon`, but received `["2026-01-01","soon"]`',
      'Invalid input for `items[0].amount`, it must be more than `1`, but received `0`',
      'Invalid input for `items[1].article`, missing required input, but received `null`',
      'Invalid input for `items[1].colour`, it must match the values `[a, b]`, but received `c`',
    ])
  })

  it('say in the words of Kestra what an entry is not', async () => {
    const { said } = await read('  - {id: array, type: ARRAY, itemType: INT}', { array: '["s1", "s2"]' })
    expect(said[0]).toBe(
      'Invalid input for `array`, Unable to parse array element as `INT` on `s1`, but received `["s1", "s2"]`',
    )
  })
})

describe('data', () => {
  it('written as YAML or JSON is read, and has to fit its schema', async () => {
    const inputs = `  - {id: y, type: YAML}
  - {id: j, type: JSON, required: false, jsonSchema: {type: object, required: [region]}}`
    expect((await read(inputs, { y: 'a:\n- 1\n- two', j: '{"region": "eu"}' })).values).toEqual({
      y: { a: [1, 'two'] },
      j: { region: 'eu' },
    })
    expect(
      (await read(inputs, { y: 'a: [', j: '{}' })).problems.map(({ code, inputId }) => [inputId, code]),
    ).toEqual([
      ['y', 'wrong-type'],
      ['j', 'schema'],
    ])
  })

  it('that is computed is worked out, and what is sent for it is dropped', async () => {
    const inputs = `  - {id: n, type: INT}
  - {id: total, type: COMPUTED, expression: '{{ inputs.n * 2 }}', valueType: INT}`
    expect((await read(inputs, { n: '4', total: '1000' })).values).toEqual({ n: 4, total: 8 })
    // what is missing is said where it is missing
    expect((await read(inputs, {})).problems.map(({ inputId }) => inputId)).toEqual(['n'])
  })

  it('that is computed of what is hidden or empty has no value, where it cannot do without', async () => {
    const inputs = `  - {id: b, type: BOOL}
  - {id: g, type: OBJECT, inputs: [{id: n, type: INT, required: false, dependsOn: {inputs: [b], condition: '{{ inputs.b }}'}}]}
  - {id: total, type: COMPUTED, expression: '{{ inputs.g.n * 2 }}'}
  - {id: some, type: COMPUTED, expression: '{{ (inputs.g.n ?? 1) * 2 }}'}`
    for (const raw of [{ b: false, g: { n: 4 } }, { b: true }])
      expect(await read(inputs, raw)).toMatchObject({ values: { total: null, some: '2' }, problems: [] })
    const wrong = `${inputs}\n  - {id: wrong, type: COMPUTED, expression: '{{ inputs.g.n * vars.list }}'}`
    expect((await read(wrong, { b: true, g: { n: 4 } })).problems).toMatchObject([{ inputId: 'wrong' }])
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
