import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { addKey, secretKeys } from './keys.ts'

const home = mkdtempSync(path.join(tmpdir(), 'formwork-keys-'))
const file = path.join(home, 'secret.key')

test('the first key is made once, and a new one stands before it', () => {
  const first = secretKeys(home)
  expect(Buffer.from(first.current, 'base64')).toHaveLength(32)
  expect(secretKeys(home)).toEqual(first)
  const second = addKey(home)
  expect(second.old).toEqual([first.current])
  expect(addKey(home).old).toEqual([second.current, first.current])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(home)).toEqual(['secret.key'])
})

test('a file of an earlier release, one key without a line break, is read', () => {
  const key = Buffer.alloc(32, 5).toString('base64')
  writeFileSync(file, key)
  expect(secretKeys(home)).toEqual({ current: key, old: [] })
})
