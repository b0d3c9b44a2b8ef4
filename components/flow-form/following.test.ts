import { expect, test } from 'vitest'
import { renderAsync } from '#engine/flow/expressions/render.ts'
import { flatten } from '#engine/flow/inputs/flatten.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import { checks } from '#generated/catalog/checks.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { askedValues, follow, hasUnsent, leave } from './following.ts'
import { fieldOf, FormStore } from './form-store.ts'
import { nameOf, shownValue, statesById, type RawValues } from './form-values.ts'

/** A form and the server that judges it, without the pauses in between. */
async function opened(yaml: string, begun: RawValues = {}) {
  const { flow } = parseFlow(
    `id: x\nnamespace: y\ninputs:\n${yaml}tasks: [{ id: t, type: return }]\n`,
    vocabulary,
  )
  if (!flow) throw new Error('The flow is wrong')
  const inputs = flatten(flow.inputs)
  const nameOfId = (id: string) => nameOf(inputs.findIndex((input) => input.id === id))
  const judge = async (values: RawValues) => {
    const { states } = await readInputs(flow, values, {
      checks,
      render: (source, given) =>
        renderAsync(source, { variables: { inputs: given }, now: 0, random: () => 0 }, {}),
      seal: (value) => value,
    })
    return statesById(states)
  }
  let states = await judge(begun)
  const store = new FormStore(
    Object.fromEntries(
      inputs.map(({ id }, index) => [nameOf(index), shownValue(states.get(id)?.value ?? null)]),
    ),
  )
  const answers = { inputs, store }
  return {
    type: (id: string, value: unknown) => {
      store.change(nameOfId(id), value)
    },
    leave: (id: string) => {
      const state = states.get(id)
      if (state) leave(store, nameOfId(id), state)
    },
    /** @returns whether the answer is to be asked about once more */
    answered: async (meanwhile?: () => void) => {
      const values = askedValues(answers, states)
      const after = await judge(values)
      meanwhile?.()
      follow(answers, { before: states, after, values })
      states = after
      return hasUnsent(answers, states, values)
    },
    shown: (id: string) => fieldOf(store.all(), nameOfId(id)).value,
    sees: (id: string) => states.get(id)?.visible === true,
  }
}

test('a default that nobody has changed follows the answer that it is made of', async () => {
  const form = await opened(`  - { id: from, type: DATE, defaults: '2026-11-01' }
  - { id: to, type: DATE, defaults: '{{ inputs.from }}' }
`)
  expect(form.shown('to')).toBe('2026-11-01')
  for (const day of ['2026-11-02', '2026-11-03']) {
    form.type('from', day)
    expect(await form.answered()).toBe(false)
    expect(form.shown('to')).toBe(day)
  }
  form.type('to', '2026-12-24')
  await form.answered()
  form.type('from', '2026-11-04')
  await form.answered()
  expect(form.shown('to')).toBe('2026-12-24')
})

test('a choice that the form makes by itself is one of those that there are', async () => {
  const form = await opened(`  - { id: region, type: SELECT, values: [eu, us], defaults: eu }
  - id: city
    type: SELECT
    expression: "{{ inputs.region == 'eu' ? ['Rome', 'Bonn'] : ['Austin'] }}"
    autoSelectFirst: true
    dependsOn: { inputs: [region] }
`)
  expect(form.shown('city')).toBe('Rome')
  form.type('region', 'us')
  await form.answered()
  expect(form.shown('city')).toBe('Austin')
})

test('what is emptied stays empty while somebody is in it, and shows what counts once it is left', async () => {
  const form = await opened(`  - { id: currency, type: STRING, defaults: EUR }
  - { id: note, type: STRING, required: false }
`)
  form.type('currency', '')
  await form.answered()
  expect(form.shown('currency')).toBe('')
  form.leave('currency')
  expect(form.shown('currency')).toBe('EUR')

  // left before the answer comes
  form.type('currency', '')
  form.type('note', 'x')
  await form.answered()
  expect(form.shown('currency')).toBe('EUR')
  await form.answered(() => {
    form.type('note', '')
  })
  expect(form.shown('note')).toBe('')
})

test('answers that are shown again are asked about, one after another', async () => {
  const form = await opened(`  - { id: travel, type: BOOL }
  - { id: where, type: STRING, dependsOn: { inputs: [travel], condition: '{{ inputs.travel }}' } }
  - id: why
    type: STRING
    required: false
    dependsOn: { inputs: [where], condition: "{{ inputs.where == 'Rome' }}" }
`)
  form.type('travel', true)
  await form.answered()
  form.type('where', 'Rome')
  await form.answered()
  form.type('why', 'A fair')
  await form.answered()
  form.type('travel', false)
  expect(await form.answered()).toBe(false)
  expect([form.sees('where'), form.sees('why')]).toEqual([false, false])
  form.type('travel', true)
  expect(await form.answered()).toBe(true)
  expect(await form.answered()).toBe(true)
  expect(await form.answered()).toBe(false)
  expect([form.sees('where'), form.sees('why'), form.shown('why')]).toEqual([true, true, 'A fair'])
})

test('what a draft brought is not lost as it is hidden and shown again', async () => {
  const form = await opened(
    `  - { id: travel, type: BOOL }
  - { id: where, type: STRING, dependsOn: { inputs: [travel], condition: '{{ inputs.travel }}' } }
`,
    { travel: true, where: 'Rome' },
  )
  form.type('travel', false)
  await form.answered()
  form.type('travel', true)
  expect(await form.answered()).toBe(true)
  expect(form.shown('where')).toBe('Rome')
})

test('an input may be called as what every object has', async () => {
  const form = await opened(`  - { id: constructor, type: STRING, required: false }
  - { id: valueOf, type: STRING, defaults: x }
`)
  expect(await form.answered()).toBe(false)
  form.type('constructor', 'Smith')
  await form.answered()
  expect([form.shown('constructor'), form.shown('valueOf')]).toEqual(['Smith', 'x'])
})
