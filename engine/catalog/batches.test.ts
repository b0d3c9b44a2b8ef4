import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { batches, itemsIn, type BatchSize } from './batches.ts'
import { bytesOf } from './byte-size.ts'
import { dealt, inTurn } from './dealt.ts'

/** Comes in chunks that end anywhere. */
async function* source(text: string): AsyncIterable<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += 3) yield await Promise.resolve(bytes.slice(at, at + 3))
}

async function cut(text: string, size: BatchSize): Promise<string[]> {
  const found: string[] = []
  for await (const batch of batches(itemsIn(source(text), size.separator), size))
    found.push(new TextDecoder().decode(batch))
  return found
}

it('cuts by rows, and loses nothing of any sign', async () => {
  expect(await cut('one\ntwö\n€3\n4\n5', { separator: '\n', rows: 2 })).toEqual([
    'one\ntwö\n',
    '€3\n4\n',
    '5\n',
  ])
  expect(await cut('one\n\nthree\n', { separator: '\n', rows: 1 })).toEqual(['one\n', '\n', 'three\n'])
  expect(await cut('', { separator: '\n', rows: 1 })).toEqual([])
})

it('cuts by bytes, and gives an item that is too large a batch of its own', async () => {
  expect(await cut('a;bb;cccccc;d', { separator: ';', bytes: 5 })).toEqual(['a;bb;', 'cccccc;', 'd;'])
  expect([bytesOf('10KB'), bytesOf('1 mb'), bytesOf('7')]).toEqual([10_240, 1_048_576, 7])
  expect(() => bytesOf('much')).toThrow('`batch.bytes` is a size such as 10KB')
})

it('deals the items out between batches', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'formwork-test-'))
  const found: string[] = []
  for await (const batch of dealt(itemsIn(source('1\n2\n3\n4\n5\n'), '\n'), {
    separator: '\n',
    heapOf: inTurn(2),
    folder,
  })) {
    let text = ''
    for await (const chunk of batch) text += new TextDecoder().decode(chunk)
    found.push(text)
  }
  await rm(folder, { recursive: true })
  expect(found).toEqual(['1\n3\n5\n', '2\n4\n'])
})
