import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { runOn } from '#engine/catalog/test-files.ts'
import run from './activity.ts'
import { reversed } from './reversed.ts'
import spec from './spec.ts'

it.each([
  ['a\nb\nc\n', 'c\nb\na\n'],
  ['a\nb', 'b\na\n'],
  ['\na', 'a\n\n'],
  ['\n', '\n'],
  ['', ''],
])('%j becomes %j', async (text, expected) => {
  const { files } = await runOn({ spec, run }, { from: 'kestra:///x.log' }, { 'kestra:///x.log': text })
  expect(files).toEqual([{ name: 'reversed.log', text: expected }])
})

it('finds rows and separators that lie across the pieces it reads', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'formwork-test-'))
  const file = path.join(folder, 'rows')
  const rows = Array.from({ length: 50 }, (_, number) => `row ${number} ${'ü'.repeat(number % 7)}`)
  await writeFile(file, rows.join('<>'))
  for (const piece of [1, 2, 3, 7, 64]) {
    let text = ''
    for await (const chunk of reversed(file, Buffer.from('<>'), piece)) text += Buffer.from(chunk).toString()
    expect(text).toBe(
      rows
        .toReversed()
        .map((row) => `${row}<>`)
        .join(''),
    )
  }
  await rm(folder, { recursive: true })
})
