import { createHmac, hkdfSync } from 'node:crypto'
import { hex } from '#engine/evidence/audit-hash.ts'
import { env } from '#server/env.ts'

/** Binds a checkpoint to FORMWORK_SECRET_KEY: who can only write the database cannot make one. */
export function sealOf(hash: Uint8Array, keyText = env().FORMWORK_SECRET_KEY): Uint8Array<ArrayBuffer> {
  const key = Buffer.from(
    hkdfSync('sha256', Buffer.from(keyText, 'base64'), '', 'formwork audit checkpoint', 32),
  )
  return new Uint8Array(createHmac('sha256', key).update(hash).digest())
}

/** Whether a checkpoint was sealed with the key of the settings, or with one before it. */
export function isSealOf(hash: Uint8Array, seal: Uint8Array): boolean {
  const { FORMWORK_SECRET_KEY, FORMWORK_OLD_SECRET_KEYS } = env()
  return [FORMWORK_SECRET_KEY, ...FORMWORK_OLD_SECRET_KEYS].some(
    (key) => hex(sealOf(hash, key)) === hex(seal),
  )
}
