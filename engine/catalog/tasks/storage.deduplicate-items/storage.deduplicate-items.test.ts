import { expect, it } from 'vitest'
import { runOn } from '#engine/catalog/test-files.ts'
import run from './activity.ts'
import spec from './spec.ts'

it('keeps of the rows with one key the last, in the order of the file', async () => {
  const from = 'kestra:///orders.ion'
  const long = 'x'.repeat(100)
  const rows = [
    { id: 'a', n: 1 },
    { id: long, n: 2 },
    { id: 'b', n: 3 },
    { id: 'a', n: 4 },
    { id: long, n: 5 },
  ]
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  const { files, result } = await runOn({ spec, run }, { from, expr: '{{ id }}' }, { [from]: text })
  expect(
    files[0]?.text
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { n: number }).n),
  ).toEqual([3, 4, 5])
  expect(result).toMatchObject({
    outputs: { numKeys: 3, processedItemsTotal: 5, droppedItemsTotal: 2 },
  })
})

it('wants rows with names', async () => {
  const given = { 'kestra:///x': '[1,2]\n' }
  const reading = runOn({ spec, run }, { from: 'kestra:///x', expr: '{{ id }}' }, given)
  await expect(reading).rejects.toThrow('A row is no map')
})
