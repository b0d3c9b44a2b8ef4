import { expect, test } from 'vitest'
import type { Input, JsonObject } from '#engine/flow/flow.ts'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { titleOf } from './title.ts'

function inputsOf(yaml: string): Input[] {
  const source = `id: title\nnamespace: test\ninputs:\n${yaml}tasks: [{ id: one, type: log, message: one }]\n`
  return parseFlow(source, vocabulary).flow?.inputs ?? []
}

const item = '  - { id: item, type: STRING }\n'
const centre =
  '  - { id: centre, type: SELECT, values: [{ label: Operations, value: "4300" }, { label: Sales, value: "4200" }] }\n'

const cases: { name: string; inputs: string; values: JsonObject; title: string }[] = [
  {
    name: 'its first text',
    inputs: item + centre,
    values: { item: 'Lamp', centre: '4300' },
    title: 'Buy: Lamp',
  },
  {
    name: 'an option by its label',
    inputs: centre + item,
    values: { item: 'Lamp', centre: '4300' },
    title: 'Buy: Operations',
  },
  { name: 'the flow alone where nothing was typed', inputs: item, values: { item: ' ' }, title: 'Buy' },
  { name: 'the first line', inputs: item, values: { item: 'Lamp\nwith a long cable' }, title: 'Buy: Lamp' },
  {
    name: 'the beginning of a long text, cut between words',
    inputs: item + centre,
    values: { item: 'Office chair with a very tall back, wool in anthracite, and arms', centre: '4300' },
    title: 'Buy: Office chair with a very tall back, wool in anthracite, and…',
  },
  {
    name: 'a length of time in words',
    inputs: '  - { id: rest, type: DURATION }\n',
    values: { rest: 'PT90M' },
    title: 'Buy: 1 hour 30 minutes',
  },
  {
    name: 'half of a long word at least',
    inputs: item,
    values: { item: `a ${'b'.repeat(80)}` },
    title: `Buy: a ${'b'.repeat(28)}…`,
  },
  {
    name: 'what can be stored',
    inputs: item,
    values: { item: 'Lamp\u0000and bulb' },
    title: 'Buy: Lamp and bulb',
  },
  {
    name: 'whole signs, however many units each has',
    inputs: item,
    values: { item: `a${'😀'.repeat(80)}` },
    title: `Buy: a${'😀'.repeat(29)}…`,
  },
]

test.each(cases)('a request is called after $name', ({ inputs, values, title }) => {
  expect(titleOf({ inputs: inputsOf(inputs) }, { appName: 'Buy', values, language: 'en' })).toBe(title)
})
