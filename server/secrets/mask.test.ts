import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Mask, spellingsOf } from './mask.ts'

const secret = 'hunter2/+ünï"x'

function masking(...secrets: string[]): Mask {
  const mask = new Mask()
  for (const one of secrets) mask.add(one)
  return mask
}

describe('a mask', () => {
  it.each([
    ['itself', secret],
    ['its URL spelling', encodeURIComponent(secret)],
    ['its JSON spelling', JSON.stringify({ a: secret })],
    ['its base64', Buffer.from(secret).toString('base64')],
    ['its base64 for addresses', Buffer.from(secret).toString('base64url')],
    ['Basic authorisation', Buffer.from(`user:${secret}`).toString('base64')],
  ])('hides %s', (_, spelling) => {
    const mask = masking(secret)
    expect(mask.hides(spelling)).toBe(true)
    expect(mask.text(`before ${spelling} behind`)).toMatch(/^before .*\*{8}.* behind$/)
  })

  it('hides the base64 of a secret wherever in a text it stands', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 6 }), fc.string(), (before, inner, behind) => {
        const text = inner.trim()
        fc.pre(text.length >= 6 && !text.includes('\n'))
        const encoded = Buffer.from(before + text + behind).toString('base64')
        expect(masking(text).hides(encoded)).toBe(true)
      }),
    )
  })

  it('hides each line of a secret of several', () => {
    expect(masking('first-line\nsecond-line').text('x second-line y')).toBe('x ******** y')
  })

  it('hides the longer of two secrets whole', () => {
    expect(masking('abcdef', 'abcdefgh').text('abcdefgh')).toBe('********')
  })

  it('hides a value of less than six characters only where it is the whole text', () => {
    expect(masking('12345').text('12345')).toBe('********')
    expect(masking('12345').text('x12345')).toBe('x12345')
    expect(masking('').text('')).toBe('')
  })

  it('hides what it only knows of, and tells which of it stands in a text', () => {
    const mask = masking('was-read')
    const known = ['known-one', 'known-two'].map((text) => ({ text, spellings: spellingsOf(text) }))
    mask.know(known)
    expect(mask.text('known-one, was-read')).toBe('********, ********')
    expect(mask.within('say known-two')).toEqual(['was-read', 'known-two'])
  })

  it('leaves all text where no secret was read', () => {
    expect(masking().text('any')).toBe('any')
  })

  it('hides keys and values in JSON', () => {
    expect(masking('abcdef').json({ abcdef: ['abcdef', 1, null] })).toEqual({
      '********': ['********', 1, null],
    })
  })
})
