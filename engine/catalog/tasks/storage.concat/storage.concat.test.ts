import { expect, it } from 'vitest'
import { runOn } from '#engine/catalog/test-files.ts'
import run from './activity.ts'
import spec from './spec.ts'

it('puts files one behind the other, each followed by the separator', async () => {
  const given = { 'kestra:///a': 'one', 'kestra:///b': 'zwö' }
  const files = ['kestra:///a', 'kestra:///b']
  const plain = await runOn({ spec, run }, { files }, given)
  expect(plain.files).toEqual([{ name: 'concat.tmp', text: 'onezwö' }])
  const separated = await runOn({ spec, run }, { files, separator: '\n', extension: '.txt' }, given)
  expect(separated.files).toEqual([{ name: 'concat.txt', text: 'one\nzwö\n' }])
  expect(separated.result).toEqual({ state: 'SUCCESS', outputs: { uri: 'kestra:///made/1' } })
})
