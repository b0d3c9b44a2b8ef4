import { open } from 'node:fs/promises'

const defaultPiece = 64 * 1024
/** A row longer than this is no row of a list. */
const longest = 16 * 1024 * 1024

/** The rows of a local file from its end to its beginning, each with its ending; read from behind, a piece at a time. */
export async function* reversed(
  file: string,
  ending: Buffer,
  piece = defaultPiece,
): AsyncIterable<Uint8Array> {
  const handle = await open(file)
  try {
    let at = (await handle.stat()).size
    let rest: Buffer = Buffer.alloc(0)
    let isLast = true
    while (at > 0) {
      const size = Math.min(piece, at)
      at -= size
      const { buffer } = await handle.read(Buffer.alloc(size), 0, size, at)
      rest = Buffer.concat([buffer, rest])
      for (let cut = rest.lastIndexOf(ending); cut >= 0; cut = rest.lastIndexOf(ending)) {
        const row = rest.subarray(cut + ending.length)
        // what follows the last ending is a row only where there is something
        if (!isLast || row.length > 0) yield Buffer.concat([row, ending])
        isLast = false
        rest = rest.subarray(0, cut)
      }
      if (rest.length > longest)
        throw new Error(`A row is longer than ${longest} bytes: is the separator right?`)
    }
    if (rest.length > 0 || !isLast) yield Buffer.concat([rest, ending])
  } finally {
    await handle.close()
  }
}
