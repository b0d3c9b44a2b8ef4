import { createPublicKey, verify } from 'node:crypto'
import { hex, sha256 } from './audit-hash.ts'
import { placeOf, type Check, type Finding } from './findings.ts'
import { contentsOf, packSchema, type Pack } from './pack.ts'
import { verifyChains, verifyCheckpoints } from './verify-chains.ts'
import { verifyDecisions, verifyFiles, verifySeen } from './verify-decisions.ts'
import { hashOf, packDigest, packText, signedText } from './write-pack.ts'

export interface Verdict {
  /** Whether nothing was found. */
  whole: boolean
  checks: Check[]
  /** Absent: what was given is no pack at all. */
  pack?: Pack
}

export interface VerifyOptions {
  /** Public key of the installation, hexadecimal, as it was learned elsewhere; absent: the one that the pack names is believed. */
  key?: string
}

/** Judges a pack by nothing but its own bytes: no clock, no network, no database. */
export function verifyPack(bytes: Uint8Array, { key }: VerifyOptions = {}): Verdict {
  const { pack, form } = read(bytes)
  const checks = pack
    ? [
        form,
        verifyRecords(pack),
        verifyDigest(pack),
        verifySignature(pack, key),
        verifyChains(pack),
        verifyCheckpoints(pack),
        verifySeen(pack),
        verifyFiles(pack),
        verifyDecisions(pack),
      ]
    : [form]
  return { whole: checks.every(({ findings }) => findings.length === 0), checks, pack }
}

function formed(...findings: Finding[]): Check {
  return { name: 'form', findings, count: 1 }
}

const mostProblems = 10

function read(bytes: Uint8Array): { pack?: Pack; form: Check } {
  let text: string
  let value: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    value = JSON.parse(text)
  } catch {
    return { form: formed({ where: 'the file', what: 'is no JSON in UTF-8' }) }
  }
  const parsed = packSchema.safeParse(value)
  if (!parsed.success) {
    const problems = parsed.error.issues.slice(0, mostProblems)
    const findings = problems.map(({ path, message }) => ({
      where: path.length > 0 ? path.join('.') : 'the file',
      what: message,
    }))
    return { form: formed(...findings) }
  }
  // what was read and not what the schema made of it: the hashes cover every key
  const pack = value as Pack
  if (packText(pack) === text) return { pack, form: formed() }
  return { pack, form: formed({ where: 'the file', what: 'is not byte for byte as a pack is written' }) }
}

function verifyRecords(pack: Pack): Check {
  const findings: Finding[] = []
  const places = new Set<string>()
  for (const { hash, ...record } of pack.records) {
    const where = placeOf(record)
    if (places.has(where)) findings.push({ where, what: 'stands there twice' })
    places.add(where)
    if (hashOf(record) !== hash) findings.push({ where, what: 'says something else than its hash covers' })
  }
  for (const kind of ['flow', 'app'] as const)
    for (const { id, source, sha256: hash } of contentsOf(pack, kind))
      if (hex(sha256(source)) !== hash)
        findings.push({ where: `${kind} ${id}`, what: 'has another source than its hash names' })
  if (contentsOf(pack, 'request').length !== 1)
    findings.push({ where: 'the pack', what: 'is not about one request' })
  return { name: 'records', findings, count: pack.records.length }
}

function verifyDigest(pack: Pack): Check {
  const whole = packDigest(pack) === pack.digest
  const what = 'has records or a head that its digest does not cover'
  return { name: 'digest', findings: whole ? [] : [{ where: 'the pack', what }], count: 1 }
}

/** How a public key of Ed25519 begins in DER (RFC 8410). */
const spki = Buffer.from('302a300506032b6570032100', 'hex')

function verifySignature({ digest, signature }: Pack, key: string | undefined): Check {
  const { publicKey, value } = signature
  const findings: Finding[] = []
  const der = Buffer.concat([spki, Buffer.from(publicKey, 'hex')])
  const signer = createPublicKey({ key: der, format: 'der', type: 'spki' })
  if (!verify(null, Buffer.from(signedText(digest)), signer, Buffer.from(value, 'hex')))
    findings.push({ where: 'the pack', what: `was not signed by ${publicKey}` })
  if (key !== undefined && key !== publicKey)
    findings.push({ where: 'the pack', what: `was signed by ${publicKey}, and not by ${key}` })
  return { name: 'signature', findings, count: 1 }
}
