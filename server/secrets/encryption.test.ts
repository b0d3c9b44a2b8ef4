import { describe, expect, it } from 'vitest'
import { decryptWith, encryptWith } from './encryption.ts'

const key = Buffer.alloc(32, 3).toString('base64')

describe('encryption with a key of the author', () => {
  it('reads back what it wrote, each time written differently', () => {
    const once = encryptWith(key, 'grüße')
    expect(decryptWith(key, once)).toBe('grüße')
    expect(encryptWith(key, 'grüße')).not.toBe(once)
  })

  it('refuses another key, a changed text and a key of a wrong length', () => {
    const text = encryptWith(key, 'hello')
    const changed = `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`
    expect(() => decryptWith(Buffer.alloc(32, 4).toString('base64'), text)).toThrow('cannot be decrypted')
    expect(() => decryptWith(key, changed)).toThrow('cannot be decrypted')
    expect(() => decryptWith(key, 'AAAA')).toThrow('no encrypted text')
    expect(() => encryptWith('c2hvcnQ=', 'x')).toThrow('16, 24 or 32 bytes')
  })
})
