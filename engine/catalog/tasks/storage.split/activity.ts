import path from 'node:path'
import { batches, itemsIn } from '#engine/catalog/batches.ts'
import { bytesOf } from '#engine/catalog/byte-size.ts'
import { dealt, inTurn } from '#engine/catalog/dealt.ts'
import type { StoredItem, TaskActivity, TaskHost } from '#engine/catalog/host.ts'
import { Meter } from '#engine/flow/expressions/meter.ts'
import { compilePattern } from '#engine/flow/expressions/pattern.ts'

interface Properties {
  from: string
  rows?: number
  bytes?: string
  partitions?: number
  regexPattern?: string
  separator: string
}

/** The list of their addresses is an output. */
const mostFiles = 10_000

const split: TaskActivity<Properties> = async (properties, host) => {
  const ending = path.extname(properties.from)
  const uris: string[] = []
  for await (const content of await contentsOf(properties, host)) {
    if (uris.length >= mostFiles)
      throw new Error(`The file would be split into more than ${mostFiles} files.`)
    const { uri } = await host.files.put(`${String(uris.length + 1).padStart(6, '0')}${ending}`, content)
    uris.push(uri)
  }
  await host.log('DEBUG', `${uris.length} files`)
  return { state: 'SUCCESS', outputs: { uris } }
}

async function contentsOf(
  { from, rows, bytes, partitions, regexPattern, separator }: Properties,
  host: TaskHost,
): Promise<AsyncIterable<StoredItem['content']>> {
  const items = itemsIn(await host.files.open(from), separator)
  if (bytes !== undefined) return batches(items, { separator, bytes: bytesOf(bytes, 'bytes') })
  if (partitions === undefined && regexPattern === undefined) return batches(items, { separator, rows })
  const heapOf = regexPattern === undefined ? inTurn(partitions ?? 1) : byPattern(regexPattern)
  return dealt(items, { separator, heapOf, folder: await host.sandbox.ownFolder() })
}

/** What the first group finds in a row; nothing where the pattern does not match. */
function byPattern(source: string): (item: string) => string | undefined {
  const groups = compilePattern(source, 0, new Meter()).matcher('').groupCount()
  if (groups === 0) throw new Error('`regexPattern` has no group: what it finds tells the file of a row')
  return (item) => {
    const matcher = compilePattern(source, item.length, new Meter()).matcher(item)
    return matcher.find() ? (matcher.group(1) ?? '') : undefined
  }
}

export default split
