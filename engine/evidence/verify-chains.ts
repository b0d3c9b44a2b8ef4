import { checkpointHash, digestOf, hex, noHash, sha256 } from './audit-hash.ts'
import type { Check, Finding } from './findings.ts'
import { contentsOf, type Content, type Pack } from './pack.ts'

const bytes = (text: string) => Buffer.from(text, 'hex')

type Chain = Content<'chain'>
type Entry = Chain['entries'][number]

const placeIn = ({ subjectType, subjectId }: Chain, { seq }: Pick<Entry, 'seq'>) =>
  `chain ${subjectType} ${subjectId}, entry ${seq}`

/** Whether each chain of the audit goes on without a gap, and each entry says what its hash covers. */
export function verifyChains(pack: Pack): Check {
  const chains = contentsOf(pack, 'chain')
  const findings = chains.flatMap(chainFindings)
  const present = new Set(chains.map(({ subjectType, subjectId }) => `${subjectType} ${subjectId}`))
  const demanded = [
    ...contentsOf(pack, 'request').map(({ id }) => `request ${id}`),
    ...contentsOf(pack, 'approval').map(({ id }) => `approval ${id}`),
  ]
  for (const subject of demanded)
    if (!present.has(subject)) findings.push({ where: `chain ${subject}`, what: 'is not in the pack' })
  return { name: 'chains', findings, count: chains.reduce((sum, { entries }) => sum + entries.length, 0) }
}

function chainFindings(chain: Chain): Finding[] {
  const { subjectType, subjectId } = chain
  const findings: Finding[] = []
  let before: Entry | undefined
  for (const entry of chain.entries) {
    const where = placeIn(chain, entry)
    const { hash, previousHash, seq, at, ...said } = entry
    const first = hex(noHash)
    if (before ? seq !== before.seq + 1 : seq === 1 && previousHash !== first)
      findings.push({ where, what: 'stands out of order: an entry before it is missing' })
    if (before && previousHash !== before.hash)
      findings.push({ where, what: 'does not follow from the one before it' })
    const digest = digestOf({ ...said, subjectType, subjectId, at: new Date(at) })
    if (hex(sha256(bytes(previousHash), digest)) !== hash)
      findings.push({ where, what: 'says something else than its hash covers' })
    before = entry
  }
  return findings
}

/** Whether each checkpoint is what its hash says, and covers the entries that name it, in their order. */
export function verifyCheckpoints(pack: Pack): Check {
  const checkpoints = new Map(contentsOf(pack, 'checkpoint').map((one) => [one.number, one]))
  const findings = [...checkpoints.values()].flatMap(checkpointFindings)
  const places = new Map(
    [...checkpoints].map(([number, { entryHashes }]) => [
      number,
      new Map(entryHashes.map((hash, index) => [hash, index])),
    ]),
  )
  let open = 0
  for (const chain of contentsOf(pack, 'chain')) {
    let before: { checkpoint: number; place: number } | undefined
    for (const entry of chain.entries) {
      const { checkpoint, hash } = entry
      if (checkpoint === null) {
        open += 1
        continue
      }
      const where = placeIn(chain, entry)
      const place = places.get(checkpoint)?.get(hash)
      if (!checkpoints.has(checkpoint))
        findings.push({ where, what: `names checkpoint ${checkpoint}, which is not in the pack` })
      else if (place === undefined)
        findings.push({ where, what: `is not among the entries of checkpoint ${checkpoint}` })
      else if (before && before.checkpoint === checkpoint && before.place >= place)
        findings.push({ where, what: `stands in checkpoint ${checkpoint} before the one that it follows` })
      else before = { checkpoint, place }
    }
  }
  return { name: 'checkpoints', findings, count: checkpoints.size, open }
}

function checkpointFindings(one: Content<'checkpoint'>): Finding[] {
  const where = `checkpoint ${one.number}`
  const findings: Finding[] = []
  const { entryHashes, hash, at, firstId, lastId, digest, previousHash, ...rest } = one
  if (hex(sha256(...entryHashes.map(bytes))) !== digest || entryHashes.length !== one.entries)
    findings.push({ where, what: 'covers other entries than it says' })
  const expected = checkpointHash({
    ...rest,
    at: new Date(at),
    firstId: BigInt(firstId),
    lastId: BigInt(lastId),
    digest: bytes(digest),
    previousHash: bytes(previousHash),
  })
  if (hex(expected) !== hash) findings.push({ where, what: 'says something else than its hash covers' })
  return findings
}
