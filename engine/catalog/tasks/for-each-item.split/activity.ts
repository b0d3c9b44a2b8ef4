import path from 'node:path'
import { batches, itemsIn } from '#engine/catalog/batches.ts'
import { bytesOf } from '#engine/catalog/byte-size.ts'
import { dealt, inTurn } from '#engine/catalog/dealt.ts'
import type { StoredItem, TaskActivity, TaskHost } from '#engine/catalog/host.ts'
import { wholeNumberOf } from '#engine/flow/advance/read-property.ts'

interface Properties {
  items: string
  batch: { rows: number | string; bytes?: string; partitions?: number | string; separator: string }
}

const run: TaskActivity<Properties> = async (properties, host) => {
  const contents = await contentsOf(properties, host)
  const { uri, count } = await host.files.putItems(named(path.extname(properties.items), contents))
  await host.log('DEBUG', `${count} batches`)
  return { state: 'SUCCESS', outputs: { splits: uri } }
}

async function contentsOf(
  { items, batch }: Properties,
  host: TaskHost,
): Promise<AsyncIterable<StoredItem['content']>> {
  const { rows, bytes, partitions, separator } = batch
  const all = itemsIn(await host.files.open(items), separator)
  if (bytes !== undefined) return batches(all, { separator, bytes: bytesOf(bytes) })
  if (partitions === undefined) return batches(all, { separator, rows: wholeNumberOf('batch.rows', rows, 1) })
  const folder = await host.sandbox.workFolder()
  return dealt(all, { separator, folder, heapOf: inTurn(wholeNumberOf('batch.partitions', partitions, 1)) })
}

/** Names that sort as the batches follow each other, with the ending of the whole. */
async function* named(ending: string, all: AsyncIterable<StoredItem['content']>): AsyncIterable<StoredItem> {
  let number = 0
  for await (const content of all) yield { name: `${String(++number).padStart(6, '0')}${ending}`, content }
}

export default run
