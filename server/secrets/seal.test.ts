import { describe, expect, it } from 'vitest'
import { isSealed, seal, unseal, unsealDeep, withStars } from './seal.ts'

Object.assign(process.env, {
  DATABASE_URL: 'postgresql://nobody@localhost/none',
  FORMWORK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
})

describe('a sealed value', () => {
  it('holds its text in no readable form and is another each time', () => {
    const sealed = seal('hunter2')
    expect(JSON.stringify(sealed)).not.toContain('hunter2')
    expect(sealed.value).not.toBe(seal('hunter2').value)
    expect(unseal(sealed)).toBe('hunter2')
  })

  it('that was changed, or sealed with another key, is refused', () => {
    const [id, nonce, tag, body = ''] = seal('hunter2').value.split('.')
    const flipped = `${body.startsWith('A') ? 'B' : 'A'}${body.slice(1)}`
    expect(() => unseal({ type: 'aes_encrypted', value: [id, nonce, tag, flipped].join('.') })).toThrow()
    const other = { type: 'aes_encrypted' as const, value: ['AAAAAAAA', nonce, tag, body].join('.') }
    expect(() => unseal(other)).toThrow('FORMWORK_SECRET_KEY')
  })

  it('is opened and starred at any depth, and told', () => {
    const value = { a: [{ b: seal('one-secret') }], c: 1 }
    const told: string[] = []
    expect(unsealDeep(value, (text) => told.push(text))).toEqual({ a: [{ b: 'one-secret' }], c: 1 })
    expect(told).toEqual(['one-secret'])
    expect(withStars(value)).toEqual({ a: [{ b: '********' }], c: 1 })
  })

  it('remembers the secrets that it was made from', () => {
    const told: string[] = []
    expect(unsealDeep(seal('Bearer one-secret', ['one-secret']), (text) => told.push(text))).toBe(
      'Bearer one-secret',
    )
    expect(told).toEqual(['Bearer one-secret', 'one-secret'])
  })

  it('is not what only calls itself one', () => {
    expect(isSealed({ type: 'aes_encrypted', value: 'anything' })).toBe(false)
    expect(unsealDeep({ type: 'aes_encrypted', value: 'x' }, () => undefined)).toEqual({
      type: 'aes_encrypted',
      value: 'x',
    })
  })
})
