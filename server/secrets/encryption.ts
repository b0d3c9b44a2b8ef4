import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const nonceBytes = 12
const tagBytes = 16

/** Kestra's `encrypt()`: AES-GCM with the author's own key, nonce before and tag behind the text, all in base64. */
export function encryptWith(key: string, text: string): string {
  const bytes = keyOf(key)
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithmOf(bytes), bytes, nonce)
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
    'base64',
  )
}

/** @throws Error where the key is another, or the text was changed */
export function decryptWith(key: string, encrypted: string): string {
  const bytes = keyOf(key)
  const all = Buffer.from(encrypted, 'base64')
  if (all.length < nonceBytes + tagBytes) throw new Error('That is no encrypted text.')
  const decipher = createDecipheriv(algorithmOf(bytes), bytes, all.subarray(0, nonceBytes))
  decipher.setAuthTag(all.subarray(-tagBytes))
  try {
    const text = [decipher.update(all.subarray(nonceBytes, -tagBytes)), decipher.final()]
    return Buffer.concat(text).toString('utf8')
  } catch (error) {
    throw new Error('The text cannot be decrypted with this key.', { cause: error })
  }
}

function keyOf(key: string): Buffer {
  const bytes = Buffer.from(key, 'base64')
  if (![16, 24, 32].includes(bytes.length)) throw new Error('The key must be 16, 24 or 32 bytes in base64.')
  return bytes
}

function algorithmOf(key: Buffer): 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm' {
  if (key.length === 16) return 'aes-128-gcm'
  return key.length === 24 ? 'aes-192-gcm' : 'aes-256-gcm'
}
