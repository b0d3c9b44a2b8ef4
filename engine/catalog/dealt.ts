import { createReadStream } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import path from 'node:path'

/** Letters that are held for all heaps together. */
const mostHeld = 4 * 1024 * 1024
const mostHeaps = 10_000

interface Dealing {
  separator: string
  /** Empty; what is dealt out is kept there, so that a file of any size fits. */
  folder: string
  /** The heap of an item, by its number from 0; undefined: the item is left out. */
  heapOf: (item: string, number: number) => string | undefined
}

/** Deals the items out on heaps, which come in the order in which they got their first item. */
export async function* dealt(
  items: AsyncIterable<string>,
  { separator, folder, heapOf }: Dealing,
): AsyncIterable<AsyncIterable<Uint8Array>> {
  const heaps = new Map<string, string[]>()
  const places = new Map<string, number>()
  const fileOf = (place: number) => path.join(folder, String(place))
  const flush = async () => {
    for (const [heap, texts] of heaps) await appendFile(fileOf(places.get(heap) ?? 0), texts.join(''))
    heaps.clear()
  }
  let number = 0
  let size = 0
  for await (const item of items) {
    const heap = heapOf(item, number++)
    if (heap === undefined) continue
    if (!places.has(heap)) places.set(heap, places.size)
    if (places.size > mostHeaps)
      throw new Error(`The items would be dealt out to more than ${mostHeaps} files.`)
    const texts = heaps.get(heap) ?? []
    texts.push(item + separator)
    heaps.set(heap, texts)
    size += item.length
    if (size <= mostHeld) continue
    await flush()
    size = 0
  }
  await flush()
  for (const place of places.values()) yield createReadStream(fileOf(place))
}

/** Deals in turn between so many heaps. */
export function inTurn(partitions: number): Dealing['heapOf'] {
  return (_, number) => String(number % partitions)
}
