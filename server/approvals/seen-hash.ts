import { createHash } from 'node:crypto'
import { canonicalJson } from '#engine/flow/canonical.ts'
import type { Tx } from '#server/db.ts'
import type { Frozen } from './frozen.ts'

/** Everything that a decider saw when they decided. */
interface Hashed extends Frozen {
  flowRevision: number
  round: number
}

/** SHA-256, hexadecimal, over canonical JSON of what was seen, files by their content. */
export async function seenHash(tx: Tx, seen: Hashed): Promise<string> {
  const uris = seen.show.flatMap(({ file, files = [] }) =>
    [...(file ? [file] : []), ...files].map(({ uri }) => uri),
  )
  const files =
    uris.length === 0
      ? []
      : await tx.storedFile.findMany({ where: { uri: { in: uris } }, select: { uri: true, sha256: true } })
  const content = Object.fromEntries(files.map(({ uri, sha256 }) => [uri, sha256]))
  return createHash('sha256')
    .update(canonicalJson({ ...seen, files: content }))
    .digest('hex')
}
