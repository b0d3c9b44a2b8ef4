import { canonicalJson } from '#engine/flow/canonical.ts'
import { hex, sha256 } from './audit-hash.ts'
import { packFormat, type Entry, type Pack, type PackRecord } from './pack.ts'

/** When a pack was made, by whom and where. */
export type Header = Pick<Pack, 'exportedAt' | 'exportedBy' | 'origin'>

/** SHA-256, hexadecimal, over canonical JSON of a value. */
export function hashOf(value: unknown): string {
  return hex(sha256(canonicalJson(value)))
}

/** SHA-256 over what a pack says, each record by its hash. */
export function packDigest(pack: Header & { records: readonly Pick<PackRecord, 'hash'>[] }): string {
  const { exportedAt, exportedBy, origin, records } = pack
  return hashOf({
    format: packFormat,
    exportedAt,
    exportedBy,
    origin,
    records: records.map(({ hash }) => hash),
  })
}

/** What is signed: the digest under the name of the form, so that the signature means nothing else. */
export function signedText(digest: string): string {
  return `${packFormat}:${digest}`
}

/** Makes a whole pack. @param sign of the text that it is given */
export function writePack(
  header: Header,
  entries: readonly Entry[],
  sign: (text: string) => Pack['signature'],
): Pack {
  // as it is read again: without what JSON does not hold
  const plain = JSON.parse(JSON.stringify(entries)) as Entry[]
  const records = plain.map((entry): PackRecord => ({ ...entry, hash: hashOf(entry) }))
  const digest = packDigest({ ...header, records })
  return { format: packFormat, ...header, records, digest, signature: sign(signedText(digest)) }
}

/** A pack as a file: canonical JSON and one line break, so that no byte of it can be another. */
export function packText(pack: Pack): string {
  return `${canonicalJson(pack)}\n`
}
