import { createPrivateKey, createPublicKey, hkdfSync, sign, type KeyObject } from 'node:crypto'
import type { Pack } from '#engine/evidence/pack.ts'
import { env } from '#server/env.ts'

/** How a private key of Ed25519 begins in DER (RFC 8410); its seed follows. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key that packs are signed with, from a key of the settings: who can only read or write the database cannot make one. */
function privateKey(keyText: string): KeyObject {
  const seed = Buffer.from(
    hkdfSync('sha256', Buffer.from(keyText, 'base64'), '', 'formwork evidence signature', 32),
  )
  return createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })
}

/** Its 32 public bytes, hexadecimal. */
function publicOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
}

/** Signs a text with the key of the settings. */
export function signEvidence(text: string): Pack['signature'] {
  const key = privateKey(env().FORMWORK_SECRET_KEY)
  return {
    algorithm: 'Ed25519',
    publicKey: publicOf(key),
    value: sign(null, Buffer.from(text), key).toString('hex'),
  }
}

/** A key that packs of this installation are, or were, signed with. */
export interface EvidenceKey {
  publicKey: string
  /** Whether packs are signed with it now. */
  current: boolean
}

/** Of the present key and of those before it that the settings still name. Anybody may know them. */
export function evidenceKeys(): EvidenceKey[] {
  const { FORMWORK_SECRET_KEY, FORMWORK_OLD_SECRET_KEYS } = env()
  return [FORMWORK_SECRET_KEY, ...FORMWORK_OLD_SECRET_KEYS].map((keyText, index) => ({
    publicKey: publicOf(privateKey(keyText)),
    current: index === 0,
  }))
}
