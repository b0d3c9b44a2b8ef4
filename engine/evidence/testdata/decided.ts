import { generateKeyPairSync, sign } from 'node:crypto'
import { checkpointHash, digestOf, hex, noHash, sha256 } from '../audit-hash.ts'
import type { Content, Entry, Pack } from '../pack.ts'
import { hashOf, packText, writePack } from '../write-pack.ts'

const at = '2026-11-27T20:00:00.000Z'
const approvalId = 'exec-budget'
const keys = generateKeyPairSync('ed25519')
export const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
const signed = (text: string) => ({
  algorithm: 'Ed25519' as const,
  publicKey,
  value: sign(null, Buffer.from(text), keys.privateKey).toString('hex'),
})

const seen = {
  title: 'Budget for a desk — 300 €',
  show: [{ label: 'Quote', value: 'kestra:///q.pdf', display: 'q.pdf' }],
  translations: { de: { title: 'Budget für einen Schreibtisch', show: [] } },
  flowRevision: 1,
  round: 1,
  files: { 'kestra:///q.pdf': hashOf('the quote') },
}
export const seenHash = hashOf(seen)

export type Told = Pick<Content<'chain'>['entries'][number], 'action' | 'actorId' | 'after'>

function chainOf(subjectType: string, subjectId: string, told: readonly Told[]): Content<'chain'> {
  let previousHash = hex(noHash)
  const entries = told.map((one, index) => {
    const said = { door: 'web', address: '192.0.2.1', userAgent: null, before: null, refused: false, ...one }
    const digest = digestOf({ ...said, subjectType, subjectId, at: new Date(at) })
    const hash = hex(sha256(Buffer.from(previousHash, 'hex'), digest))
    const entry = { ...said, id: String(index + 1), seq: index + 1, at, previousHash, hash, checkpoint: 1 }
    previousHash = hash
    return entry
  })
  return { subjectType, subjectId, entries }
}

function checkpointOver(chains: readonly Content<'chain'>[]): Content<'checkpoint'> {
  // one of somebody else's stands among them
  const entryHashes = [
    hashOf("another's"),
    ...chains.flatMap(({ entries }) => entries.map(({ hash }) => hash)),
  ]
  const digest = sha256(...entryHashes.map((one) => Buffer.from(one, 'hex')))
  const head = { number: 1, entries: entryHashes.length }
  const hash = checkpointHash({
    ...head,
    at: new Date(at),
    firstId: 1n,
    lastId: 9n,
    digest,
    previousHash: noHash,
  })
  const hashes = { digest: hex(digest), previousHash: hex(noHash), hash: hex(hash), entryHashes }
  return { ...head, at, firstId: '1', lastId: '9', ...hashes }
}

export const decided = {
  action: 'approval:decide',
  actorId: 'ana',
  after: { decisionId: 'd1', vote: 'APPROVE', comment: 'Fine', round: 1, seenHash },
}

const source = 'id: buy\n'
const times = { createdAt: at, closedAt: at }
const basics: Entry[] = [
  {
    kind: 'request',
    id: 'r1',
    content: {
      ...times,
      id: 'r1',
      number: 'BUY-1',
      title: 'Buy: Desk',
      outcome: 'APPROVED',
      round: 1,
      namespace: 'company',
      flowId: 'buy',
      requesterId: 'nora',
      closedById: null,
      closeReason: null,
      executions: [{ id: 'exec', flowRevision: 1, state: 'SUCCESS', createdAt: at, endedAt: at }],
    },
  },
  {
    kind: 'flow',
    id: 'company/buy/1',
    content: {
      namespace: 'company',
      id: 'buy',
      revision: 1,
      publishedAt: at,
      publishedById: null,
      written: true,
      source,
      sha256: hex(sha256(source)),
    },
  },
  {
    kind: 'file',
    id: 'kestra:///q.pdf',
    content: {
      uri: 'kestra:///q.pdf',
      name: 'q.pdf',
      size: 9,
      contentType: 'application/pdf',
      sha256: hashOf('the quote'),
    },
  },
  {
    kind: 'approval',
    id: approvalId,
    content: {
      ...times,
      id: approvalId,
      executionId: 'exec',
      taskId: 'budget',
      state: 'APPROVED',
      round: 1,
      version: 1,
      title: seen.title,
      seenHash,
      dueAt: null,
      policy: { groups: [{ title: 'Finance', people: [{ id: 'ana', name: 'Ana' }], quorum: 'any' }] },
    },
  },
  { kind: 'seen', id: `${approvalId}/${seenHash}`, content: { approvalId, seenHash, at, seen } },
  {
    kind: 'decision',
    id: 'd1',
    content: {
      id: 'd1',
      approvalId,
      personId: 'ana',
      round: 1,
      vote: 'APPROVE',
      comment: 'Fine',
      seenHash,
      door: 'web',
      at,
      heldUntil: null,
      keptFrom: null,
    },
  },
]

/** A request with one approval that Ana gave. */
export function entriesWith(more: readonly Told[] = [decided]): Entry[] {
  const opened = { action: 'approval:open', actorId: 'system', after: { seenHash, round: 1 } }
  const chains = [
    chainOf('request', 'r1', [{ action: 'evidence:export', actorId: 'ada', after: null }]),
    chainOf('approval', approvalId, [opened, ...more]),
  ]
  return [
    ...structuredClone(basics),
    ...chains.map((content): Entry => ({
      kind: 'chain',
      id: `${content.subjectType} ${content.subjectId}`,
      content,
    })),
    { kind: 'checkpoint', id: '1', content: checkpointOver(chains) },
  ]
}

const header = { exportedAt: at, exportedBy: { id: 'ada', name: 'Ada' }, origin: 'https://formwork.example' }
export const packWith = (entries: readonly Entry[]) => writePack(header, entries, signed)
export const bytesOf = (pack: Pack) => new TextEncoder().encode(packText(pack))
