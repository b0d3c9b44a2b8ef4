import { createHash } from 'node:crypto'
import { canonicalJson } from '#engine/flow/canonical.ts'
import type { Tx } from '#server/db.ts'
import type { Frozen } from './frozen.ts'

/** What a decider sees of an approval, and which revision and round it belongs to. */
interface Shown extends Frozen {
  flowRevision: number
  round: number
}

/** Everything that a decider saw when they decided, as its hash covers it. */
export interface SeenContent extends Shown {
  /** SHA-256 of the files shown, by address. */
  files: Record<string, string>
}

/** What is shown, files by their content. */
export async function seenContent(tx: Tx, shown: Shown): Promise<SeenContent> {
  const uris = shown.show.flatMap(({ file, files = [] }) =>
    [...(file ? [file] : []), ...files].map(({ uri }) => uri),
  )
  const files =
    uris.length === 0
      ? []
      : await tx.storedFile.findMany({ where: { uri: { in: uris } }, select: { uri: true, sha256: true } })
  return { ...shown, files: Object.fromEntries(files.map(({ uri, sha256 }) => [uri, sha256])) }
}

/** SHA-256, hexadecimal, over canonical JSON of what was seen. */
export function seenHash(seen: SeenContent): string {
  return createHash('sha256').update(canonicalJson(seen)).digest('hex')
}
