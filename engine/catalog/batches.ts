import { decoderOf } from './charset.ts'

/** What a batch may hold: so many items or so many bytes. */
export interface BatchSize {
  separator: string
  rows?: number
  bytes?: number
}

/** An item longer than this is no item of a list. */
const longest = 16 * 1024 * 1024

/** The items of a file, without what separates them; nothing after the last separator is no item. */
export async function* itemsIn(
  content: AsyncIterable<Uint8Array>,
  separator: string,
  charset = 'utf-8',
): AsyncIterable<string> {
  const decoder = decoderOf(charset)
  let rest = ''
  for await (const chunk of content) {
    rest += decoder.decode(chunk, { stream: true })
    const items = rest.split(separator)
    rest = items.pop() ?? ''
    if (rest.length > longest)
      throw new Error(`An item is longer than ${longest} signs: is the separator right?`)
    yield* items
  }
  rest += decoder.decode()
  if (rest !== '') yield rest
}

/** The items in batches, in order; one that is larger than a batch has one of its own. */
export async function* batches(
  items: AsyncIterable<string>,
  { separator, rows = Number.POSITIVE_INFINITY, bytes = Number.POSITIVE_INFINITY }: BatchSize,
): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder()
  let held: Uint8Array[] = []
  let size = 0
  for await (const item of items) {
    const encoded = encoder.encode(item + separator)
    if (held.length > 0 && (held.length >= rows || size + encoded.length > bytes)) {
      yield joined(held, size)
      held = []
      size = 0
    }
    held.push(encoded)
    size += encoded.length
  }
  if (held.length > 0) yield joined(held, size)
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
