import { expect, test } from 'vitest'
import { withKey } from './edit-source.ts'
import { sourceJson } from './source-json.ts'

const source = `# the greeting
id: a   # its name
namespace: company.it # where

tasks:
  # first
  - { id: one, type: log, message: 'disabled: true' }
`

test('a key that is not there gets a line after the namespace, and nothing else changes', () => {
  expect(withKey(source, 'disabled', true)).toBe(source.replace('# where\n', '# where\ndisabled: true\n'))
})

test('a key that is there gets the value, its comment stays', () => {
  const disabled = source.replace('\ntasks', 'disabled:   true   # for now\ntasks')
  expect(withKey(disabled, 'disabled', false)).toBe(disabled.replace('true   #', 'false   #'))
})

test('a key without a value gets one', () => {
  expect(withKey('id: a\ndisabled:\nnamespace: b\n', 'disabled', true)).toBe(
    'id: a\ndisabled: true\nnamespace: b\n',
  )
})

test.each([
  ['JSON', '{"id": "a", "namespace": "b", "tasks": []}'],
  ['an empty last line', 'tasks: []\nid: a\nnamespace: b'],
  ['quoted keys', '"id": a\n"namespace": "b"\n"tasks": []\n'],
  ['Windows lines', 'id: a\r\nnamespace: b\r\ntasks: []\r\n'],
])('the result reads as the same flow with the key: %s', (_, text) => {
  const edited = withKey(text, 'disabled', true)
  expect(sourceJson(edited ?? '')).toEqual({ id: 'a', namespace: 'b', tasks: [], disabled: true })
})

test('what is no map cannot be edited', () => {
  expect(withKey('- a\n', 'disabled', true)).toBeUndefined()
})
