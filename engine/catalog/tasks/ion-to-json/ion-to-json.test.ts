import { expect, it } from 'vitest'
import { runOn } from '#engine/catalog/test-files.ts'
import run from './activity.ts'
import spec from './spec.ts'

const from = 'kestra:///rows.ion'
const write = (text: string, newLine?: boolean) =>
  runOn({ spec, run }, { from, ...(newLine === undefined ? {} : { newLine }) }, { [from]: text })

it('writes a line for each row: JSON as it is, Ion as JSON', async () => {
  const text =
    '{"a": 1.10, "b": null}\n{a: 9007199254740993, when: 2026-01-31T12:00:00Z, b: null, \'c d\': [x, 1e0]}\n'
  const { files, result } = await write(text)
  expect(files).toEqual([
    {
      name: 'rows.jsonl',
      text: '{"a": 1.10, "b": null}\n{"a":9007199254740993,"when":"2026-01-31T12:00:00Z","b":null,"c d":["x",1.0]}\n',
    },
  ])
  expect(result).toMatchObject({ outputs: { size: 2 } })
})

it.each([
  ['', '[]'],
  ['{"a":1}\n', '{"a":1}'],
  ['{"a":1}\n2\n"x"\n', '[{"a":1},2,"x"]'],
])('writes %j as the one JSON %s', async (text, expected) => {
  const { files } = await write(text, false)
  expect(files).toEqual([{ name: 'rows.json', text: expected }])
})
