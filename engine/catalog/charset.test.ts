import { expect, it } from 'vitest'
import { decoderOf, encoderOf, isCharset } from './charset.ts'

it.each(['UTF-8', 'ISO-8859-1', 'windows-1252', 'ISO-8859-15', 'UTF-16LE', 'UTF-16BE', 'US-ASCII'])(
  '%s is read as it was written',
  (name) => {
    const text = name === 'US-ASCII' ? 'a;"b"\n' : 'é;ß\n'
    expect(decoderOf(name).decode(encoderOf(name)(text))).toBe(text)
  },
)

it('a sign that a character set lacks becomes a question mark, and what is no character set is refused', () => {
  expect(Buffer.from(encoderOf('ISO-8859-5')('a€б')).toString('latin1')).toBe('a?\u00d1')
  expect([isCharset('utf8'), isCharset('foo'), isCharset('')]).toEqual([true, false, false])
  expect(() => encoderOf('shift_jis')).toThrow('cannot be written in shift_jis')
  expect(() => decoderOf('foo')).toThrow('There is no character set `foo`')
})
