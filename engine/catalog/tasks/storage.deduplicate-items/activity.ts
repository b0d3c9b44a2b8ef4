import { createHash } from 'node:crypto'
import type { TaskActivity, TaskHost } from '#engine/catalog/host.ts'
import { fieldsOf } from '#engine/catalog/item-fields.ts'
import { rowBytes, rowsIn, type Row } from '#engine/catalog/rows.ts'

interface Properties {
  from: string
  expr: string
}

const mostKeys = 2_000_000

const deduplicate: TaskActivity<Properties> = async (properties, host) => {
  const last = new Map<string, number>()
  let all = 0
  for await (const { key, number } of keyed(properties, host)) {
    last.set(key, number)
    all = number + 1
    if (last.size > mostKeys) throw new Error(`The file has more than ${mostKeys} different keys.`)
  }
  const { uri } = await host.files.put('deduplicated.ion', lastOnes(properties, host, last))
  const outputs = {
    uri,
    numKeys: last.size,
    processedItemsTotal: all,
    droppedItemsTotal: all - last.size,
  }
  return { state: 'SUCCESS', outputs }
}

async function* lastOnes(
  properties: Properties,
  host: TaskHost,
  last: ReadonlyMap<string, number>,
): AsyncIterable<Uint8Array> {
  for await (const { row, key, number } of keyed(properties, host))
    if (last.get(key) === number) yield rowBytes(row.text)
}

/** Each row with its key, and its place from 0. A long key stands as its hash. */
async function* keyed(
  { from, expr }: Properties,
  host: TaskHost,
): AsyncIterable<{ row: Row; key: string; number: number }> {
  let number = 0
  for await (const row of rowsIn(await host.files.open(from))) {
    host.signal.throwIfAborted()
    const key = await host.render(expr, fieldsOf(row.value))
    yield { row, key: key.length > 64 ? shortened(key) : key, number: number++ }
  }
}

function shortened(key: string): string {
  return `sha256:${createHash('sha256').update(key).digest('base64url')}`
}

export default deduplicate
