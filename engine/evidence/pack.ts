import { z } from 'zod'

/** The name of the form of packs; another form gets another number. */
export const packFormat = 'formwork-evidence/1'

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256 in lower-case hexadecimal')
const instant = z.iso.datetime()
const id = z.string()
const named = z.strictObject({ id, name: z.string() })

/** A value as it was shown: what else stands in it is covered by its hash too. */
const shownValue = z.looseObject({ label: z.string(), display: z.string() })

const request = z.strictObject({
  id,
  /** PUR-1042. */
  number: z.string(),
  title: z.string(),
  outcome: z.string(),
  round: z.int(),
  namespace: z.string(),
  flowId: id,
  requesterId: id,
  createdAt: instant,
  closedAt: instant.nullable(),
  closedById: id.nullable(),
  closeReason: z.string().nullable(),
  /** The first one first; another one is a retry or a replay. */
  executions: z.array(
    z.strictObject({
      id,
      flowRevision: z.int(),
      state: z.string(),
      createdAt: instant,
      endedAt: instant.nullable(),
    }),
  ),
})

const person = z.strictObject({ id, name: z.string(), email: z.string().nullable(), kind: z.string() })

/** A text that somebody published. `written: false`: it was made by the product, as nobody wrote one, and is canonical JSON. */
const version = {
  revision: z.int(),
  publishedAt: instant,
  publishedById: id.nullable(),
  written: z.boolean(),
  source: z.string(),
  /** Of `source` in UTF-8. */
  sha256: hash,
}
const flow = z.strictObject({ namespace: z.string(), id, ...version })
const app = z.strictObject({
  namespace: z.string(),
  id,
  slug: z.string(),
  displayName: z.string(),
  ...version,
})

/** What was filled in, in each language of the interface; secrets as `********`. */
const answers = z.strictObject({
  executionId: id,
  /** From 1: after a request is sent back its answers are those of another round. */
  round: z.int(),
  values: z.record(z.string(), z.array(shownValue)),
})

/** A file that was filled in or shown. Its bytes are not in the pack. */
const file = z.strictObject({
  uri: z.string(),
  name: z.string(),
  /** Bytes. */
  size: z.int(),
  contentType: z.string(),
  sha256: hash,
})

const approval = z.strictObject({
  id,
  executionId: id,
  taskId: id,
  state: z.string(),
  round: z.int(),
  version: z.int(),
  title: z.string(),
  seenHash: hash,
  createdAt: instant,
  dueAt: instant.nullable(),
  closedAt: instant.nullable(),
  /** engine/flow/approvals `Policy` as it is now; how it came to be stands in the audit. */
  policy: z.looseObject({
    groups: z.array(
      z.looseObject({
        title: z.string(),
        people: z.array(named),
        quorum: z.union([z.string(), z.number()]),
      }),
    ),
  }),
})

const view = { title: z.string(), message: z.string().optional(), show: z.array(shownValue) }

/** What deciders saw. Its `seenHash` is SHA-256 over canonical JSON of `seen`. */
const seen = z.strictObject({
  approvalId: id,
  seenHash: hash,
  at: instant,
  seen: z.strictObject({
    ...view,
    translations: z.record(z.string(), z.strictObject(view)),
    flowRevision: z.int(),
    round: z.int(),
    /** SHA-256 of the files shown, by address. */
    files: z.record(z.string(), hash),
  }),
})

const decision = z.strictObject({
  id,
  approvalId: id,
  personId: id,
  /** The decider in whose place; null: in their own. Packs from before there was such a thing are without it. */
  onBehalfOfId: id.nullable().optional(),
  round: z.int(),
  vote: z.enum(['APPROVE', 'DENY', 'SEND_BACK']),
  comment: z.string().nullable(),
  /** What was answered to the approval's own form; secrets as `********`. The audit has SHA-256 over its canonical JSON. */
  inputs: z.record(z.string(), z.unknown()).optional(),
  /** The same as people read it, in each language of the interface. */
  answers: z.record(z.string(), z.array(shownValue)).optional(),
  seenHash: z.string(),
  door: z.string(),
  at: instant,
  /** Until then it can be taken back, and does not count. */
  heldUntil: instant.nullable(),
  /** Id of the decision of an earlier round that stands in this one, of which all else is told; null: it was made in this round. */
  keptFrom: id.nullable(),
})

const question = z.strictObject({
  id,
  approvalId: id,
  askerId: id,
  personId: id,
  text: z.string(),
  stopsClock: z.boolean(),
  askedAt: instant,
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  /** When a decider went on without an answer; absent in packs of before that could be done. */
  withdrawnAt: instant.nullable().optional(),
})

const entry = z.strictObject({
  id: z.string().regex(/^\d+$/),
  /** Place in the chain, from 1. */
  seq: z.int().min(1),
  at: instant,
  actorId: id.nullable(),
  door: z.string(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  action: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  refused: z.boolean(),
  previousHash: hash,
  /** SHA-256 of `previousHash` and of the digest of what the entry says (audit-hash.ts). */
  hash,
  /** Number of the checkpoint that covers it; null: not sealed yet. */
  checkpoint: z.int().nullable(),
})

/** All that the audit says of one thing, in order. */
const chain = z.strictObject({ subjectType: z.string(), subjectId: id, entries: z.array(entry).min(1) })

/** What seals the entries of the whole audit between two moments; those of others are given by their hashes alone. */
const checkpoint = z.strictObject({
  number: z.int().min(1),
  at: instant,
  entries: z.int(),
  firstId: z.string().regex(/^\d+$/),
  lastId: z.string().regex(/^\d+$/),
  /** SHA-256 over `entryHashes`, as bytes one after another. */
  digest: hash,
  previousHash: hash,
  hash,
  entryHashes: z.array(hash),
})

const contents = {
  request,
  person,
  flow,
  app,
  answers,
  file,
  approval,
  seen,
  decision,
  question,
  chain,
  checkpoint,
}
export type Kind = keyof typeof contents
export type Content<K extends Kind> = z.infer<(typeof contents)[K]>

/** Something that is in a pack. `id` tells it from others of its kind. */
export type Entry = { [K in Kind]: { kind: K; id: string; content: Content<K> } }[Kind]
/** The same with SHA-256 over canonical JSON of all that stands in it. */
export type PackRecord = Entry & { hash: string }

const recordOf = <K extends Kind>(kind: K) =>
  z.strictObject({ kind: z.literal(kind), id, hash, content: contents[kind] })

export const packSchema = z.strictObject({
  format: z.literal(packFormat),
  exportedAt: instant,
  exportedBy: named,
  /** Address of the installation. */
  origin: z.string(),
  records: z.array(
    z.discriminatedUnion('kind', [
      recordOf('request'),
      recordOf('person'),
      recordOf('flow'),
      recordOf('app'),
      recordOf('answers'),
      recordOf('file'),
      recordOf('approval'),
      recordOf('seen'),
      recordOf('decision'),
      recordOf('question'),
      recordOf('chain'),
      recordOf('checkpoint'),
    ]),
  ),
  /** SHA-256 over canonical JSON of all the above, each record by its hash. */
  digest: hash,
  /** Over `signedText` of the digest. */
  signature: z.strictObject({
    algorithm: z.literal('Ed25519'),
    /** 32 bytes, hexadecimal. */
    publicKey: hash,
    /** 64 bytes, hexadecimal. */
    value: z.string().regex(/^[0-9a-f]{128}$/),
  }),
})

/** All that proves how a request was decided. */
export interface Pack {
  format: typeof packFormat
  exportedAt: string
  exportedBy: { id: string; name: string }
  origin: string
  records: PackRecord[]
  digest: string
  signature: { algorithm: 'Ed25519'; publicKey: string; value: string }
}

/** The contents of a kind, in their order. */
export function contentsOf<K extends Kind>({ records }: Pick<Pack, 'records'>, kind: K): Content<K>[] {
  return records.flatMap((record) => (record.kind === kind ? [record.content as Content<K>] : []))
}
