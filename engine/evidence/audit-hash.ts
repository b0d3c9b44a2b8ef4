import { createHash } from 'node:crypto'
import { canonicalJson } from '#engine/flow/canonical.ts'

/** What an entry says, as its hash covers it. */
export interface EntryContent {
  at: Date
  actorId: string | null
  door: string
  address: string | null
  userAgent: string | null
  action: string
  subjectType: string
  subjectId: string
  before: unknown
  after: unknown
  refused: boolean
}

/** What a checkpoint says, as its hash covers it. */
export interface CheckpointContent {
  number: number
  at: Date
  entries: number
  firstId: bigint
  lastId: bigint
  digest: Uint8Array
  previousHash: Uint8Array
}

/** Stands before the first of a chain. */
export const noHash: Uint8Array<ArrayBuffer> = new Uint8Array(32)

/** Bytes as the database takes them. */
type Bytes = Uint8Array<ArrayBuffer>

export function sha256(...parts: readonly (string | Uint8Array)[]): Bytes {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** SHA-256 over canonical JSON of what the entry says. */
export function digestOf(content: EntryContent): Bytes {
  const { at, actorId, door, address, userAgent, action, subjectType, subjectId, before, after, refused } =
    content
  const said = { actorId, door, address, userAgent, action, subjectType, subjectId, before, after, refused }
  return sha256(canonicalJson({ ...said, at: at.toISOString() }))
}

/** SHA-256 over canonical JSON of what the checkpoint says. */
export function checkpointHash({ number, at, entries, ...rest }: CheckpointContent): Bytes {
  return sha256(
    canonicalJson({
      number,
      at: at.toISOString(),
      entries,
      firstId: rest.firstId.toString(),
      lastId: rest.lastId.toString(),
      digest: hex(rest.digest),
      previousHash: hex(rest.previousHash),
    }),
  )
}
