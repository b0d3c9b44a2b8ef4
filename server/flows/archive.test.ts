import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { isZip, unzip, zip } from './archive.ts'

const files = [
  { name: 'a.yml', text: 'id: a\n' },
  { name: 'folder/ü.yml', text: 'x'.repeat(10_000) },
]

test('what is packed comes out again', () => {
  const archive = zip(files)
  expect(isZip(archive)).toBe(true)
  expect(unzip(archive)).toEqual(files)
  expect(unzip(zip([]))).toEqual([])
})

test.each(['../evil.yml', '/etc/passwd', 'a/../../b.yml', 'a\\..\\b.yml'])(
  'a name that leads out is refused: %s',
  (name) => {
    expect(() => unzip(zip([{ name, text: 'x' }]))).toThrow(/leads out/)
  },
)

test('a bomb is refused, whatever sizes it states', () => {
  const archive = zip([{ name: 'bomb.yml', text: 'x'.repeat(20_000_000) }])
  expect(() => unzip(archive)).toThrow(/more than 1000000 bytes/)
  const many = zip(Array.from({ length: 60 }, (_, n) => ({ name: `${n}.yml`, text: 'x'.repeat(999_999) })))
  expect(() => unzip(many)).toThrow(/more than 50000000 bytes/)
})

test('too many files are refused', () => {
  const archive = zip(Array.from({ length: 2001 }, (_, n) => ({ name: `${n}.yml`, text: '' })))
  expect(() => unzip(archive)).toThrow(/more than 2000 files/)
})

test('what is no whole archive is refused, never a crash', () => {
  const archive = zip(files)
  expect(isZip(Buffer.from('id: a'))).toBe(false)
  expect(() => unzip(archive.subarray(0, 40))).toThrow()
  for (let at = 0; at < archive.length; at++) {
    const damaged = Buffer.from(archive)
    damaged[at] = (damaged[at] ?? 0) ^ 0xff
    try {
      unzip(damaged)
    } catch (error) {
      expect(error).toMatchObject({ name: 'AppError' })
    }
  }
  expect(() => unzip(Buffer.concat([deflateRawSync('x'), archive.subarray(-22)]))).toThrow(
    /damaged|cannot be read/,
  )
})
