import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { contentTypeOf, isBelied } from './content-type.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'formwork-kinds-'))
afterAll(() => rmSync(folder, { recursive: true }))

const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex')
const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)])
const page = Buffer.from('<!doctype html><script>alert(1)</script>')

it.each([
  ['photo.png', png, false],
  ['photo.PNG', png, false],
  ['photo.png', page, true],
  ['photo.jpg', png, true],
  ['quote.pdf', program, true],
  ['quote.pdf', Buffer.from('%PDF-1.7\n'), false],
  ['rows.csv', Buffer.from('a,b\n1,2\n'), false],
  ['rows.csv', program, true],
  ['rows.csv', png, true],
  ['empty.txt', Buffer.alloc(0), false],
  ['drawing.cad', Buffer.from('whatever'), false],
  ['constructor', png, false],
])('the bytes of %s are judged', async (name, bytes, belied) => {
  const file = path.join(folder, 'file')
  writeFileSync(file, bytes)
  expect(isBelied(name, await contentTypeOf(file, name))).toBe(belied)
})
