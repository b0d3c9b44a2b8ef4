import { describe, expect, it } from 'vitest'
import { checks } from '#generated/catalog/checks.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { renderAsync } from '../expressions/render.ts'
import { parseFlow } from '../parse/parse-flow.ts'
import { findOptions, forForm } from './find-options.ts'
import { firstOptions, listOf, namedOptions, optionsOf, searchOptions } from './options.ts'
import { readInputs } from './read-inputs.ts'
import { NotYet, type InputHost } from './types.ts'

const cities = Array.from({ length: 3000 }, (_, n) => ({ label: `City ${n}`, value: `c${n}` }))

const host: InputHost = {
  checks,
  render: async (source, inputs) => {
    if (String(source).includes('http(')) throw new NotYet('not yet')
    return renderAsync(source, { variables: { inputs }, now: 0, random: () => 0 }, {})
  },
  seal: (value) => value,
}

function flowOf(inputs: string) {
  const source = `id: x\nnamespace: y\ninputs:\n${inputs}\ntasks:\n  - {id: t, type: return}\n`
  const { flow, problems } = parseFlow(source, vocabulary)
  if (!flow) throw new Error(JSON.stringify(problems))
  return flow
}

describe('a long list', () => {
  const flow = flowOf(`  - {id: city, type: SELECT, values: ${JSON.stringify(cities)}}
  - {id: many, type: MULTISELECT, values: ${JSON.stringify(cities)}, required: false}
  - {id: trips, type: TABLE, required: false, columns: [{id: to, type: SELECT, values: ${JSON.stringify(cities)}}]}`)

  it('stays with the server but for its beginning and what is chosen', async () => {
    const raw = { city: 'c2999', many: ['c7', 'c1000'], trips: [{ to: 'c500' }] }
    const { states, problems } = await readInputs(flow, raw, host)
    expect(problems).toEqual([])
    const [city, many, trips] = states
    expect(city).toMatchObject({ optionCount: 3000 })
    expect(city?.options).toHaveLength(51)
    expect(city?.options?.at(-1)).toEqual({ label: 'City 2999', value: 'c2999' })
    expect(many?.options?.map(({ value }) => value)).toContain('c1000')
    expect(trips?.columns?.to).toMatchObject({ count: 3000 })
    expect(trips?.columns?.to?.options.at(-1)?.value).toBe('c500')
    expect(JSON.stringify(forForm(flow.inputs, (text) => text)).length).toBeLessThan(2000)
  })

  it('judges what is none of it, and names only the first values', async () => {
    const { problems } = await readInputs(flow, { city: 'nowhere' }, host)
    expect(problems.map(({ code }) => code)).toEqual(['not-an-option'])
    expect(String(problems[0]?.params.values).length).toBeLessThan(200)
  })

  it('is searched, those that begin with the text first', async () => {
    const search = { inputId: 'city', text: 'CITY 299' }
    const found = await findOptions(flow, {}, { host, search })
    expect(found).toMatchObject({ total: 11 })
    expect(found?.options[0]).toEqual({ label: 'City 299', value: 'c299' })
    const inColumn = await findOptions(flow, {}, { host, search: { inputId: 'trips.to', text: 'c29' } })
    expect(inColumn?.total).toBe(111)
    expect(await findOptions(flow, {}, { host, search: { inputId: 'nothing', text: '' } })).toBeUndefined()
  })
})

it('depends on what was answered before', async () => {
  const flow = flowOf(`  - {id: country, type: SELECT, values: [de, fr]}
  - id: city
    type: SELECT
    dependsOn: {inputs: [country]}
    expression: "{{ inputs.country == 'de' ? {'b': 'Berlin', 'm': 'Munich'} : ['Paris'] }}"`)
  const told = async (raw: object) => (await readInputs(flow, { ...raw }, host)).states[1]
  expect((await told({ country: 'de' }))?.options).toEqual([
    { label: 'Berlin', value: 'b' },
    { label: 'Munich', value: 'm' },
  ])
  expect(await told({ country: 'fr', city: 'b' })).toMatchObject({
    options: [{ label: 'Paris', value: 'Paris' }],
    problems: [{ code: 'not-an-option' }],
  })
})

it('says that the outside has not answered, and judges the other inputs all the same', async () => {
  const flow = flowOf(
    `  - {id: slow, type: SELECT, expression: '{{ http("https://slow.example") }}'}\n  - {id: n, type: INT}`,
  )
  const { states, values } = await readInputs(flow, { n: 4 }, host)
  expect(states[0]?.problems.map(({ code }) => code)).toEqual(['slow'])
  expect(values.n).toBe(4)
})

it.each([
  [
    ['a', 1],
    ['a', 1],
  ],
  ['["a"]', ['a']],
  ['{"x": "Ex"}', [{ value: 'x', label: 'Ex' }]],
  [{ x: 'Ex' }, [{ value: 'x', label: 'Ex' }]],
  ['a\nb', ['a', 'b']],
  ['', []],
])('reads %j as a list', (rendered, list) => {
  expect(listOf(rendered)).toEqual(list)
})

it.each(['[1', '{', 7, null])('reads %j as no list', (rendered) => {
  expect(() => listOf(rendered)).toThrow('did not render to a list')
})

it('finds whatever the accents and capitals', () => {
  const list = [
    { label: 'Île-de-France', value: 'idf' },
    { label: 'Corse', value: 'cor' },
  ]
  expect(searchOptions(list, ' ile').options.map(({ value }) => value)).toEqual(['idf'])
  expect(searchOptions(list, 'COR').total).toBe(1)
  expect(firstOptions(list, null)).toEqual(list)
  expect(namedOptions(list)).toEqual({ values: 'idf, cor', labels: 'Île-de-France, Corse' })
  expect(namedOptions([{ label: 'a', value: 'a' }])).toEqual({ values: 'a' })
})

it('what a query gives twice is offered once, by its first label', () => {
  const values = ['Rome', { label: 'Bonn', value: 7 }, 'Rome', { label: 'Bonn on the Rhine', value: '7' }]
  expect(optionsOf({ values })).toEqual([
    { label: 'Rome', value: 'Rome' },
    { label: 'Bonn', value: '7' },
  ])
})

it('the help of each input goes to the form as HTML, in every language and at any depth', () => {
  const flow = flowOf(`  - {id: plain, type: STRING}
  - {id: one, type: STRING, description: '*A*'}
  - id: rows
    type: TABLE
    columns: [{id: two, type: STRING, description: {en: '*B*', de: '*C*'}}]`)
  const [plain, one, rows] = forForm(flow.inputs, (text) => text.replaceAll('*', '_'))
  expect(plain).not.toHaveProperty('help')
  expect([one?.help, rows?.columns?.[0]?.help]).toEqual(['_A_', { en: '_B_', de: '_C_' }])
})
