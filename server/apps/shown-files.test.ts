import { expect, test } from 'vitest'
import type { BlockView } from '#engine/flow/app-page.ts'
import { showsFile } from './shown-files.ts'

const uri = "kestra:///shop/order/executions/1/tasks/write/2/it's%20ours"

function shows(block: Partial<BlockView>): boolean {
  return showsFile({ blocks: [{ id: '0', type: 'any', properties: {}, ...block }] }, uri)
}

test('a file is shown as a value, as a picture, in a link, and in a part of a block', () => {
  expect(shows({ data: { values: [{ label: 'Note', value: uri, display: 'it' }] } })).toBe(true)
  expect(shows({ data: { href: `/file/download?path=${encodeURIComponent(uri)}` } })).toBe(true)
  expect(shows({ properties: { content: `<a href="${uri.replace("'", '&#39;')}">Note</a>` } })).toBe(true)
  expect(shows({ properties: { text: `It is ${uri}.` } })).toBe(true)
  const inner: BlockView = { id: '0.0', type: 'any', properties: { file: uri } }
  expect(shows({ parts: [{ blocks: [inner] }] })).toBe(true)
})

test('a file is not shown because another has an address that begins as its own', () => {
  expect(shows({})).toBe(false)
  expect(shows({ properties: { file: `${uri}.txt` } })).toBe(false)
  expect(shows({ properties: { file: `${uri}/more` } })).toBe(false)
  expect(shows({ properties: { file: uri.slice(0, -1) } })).toBe(false)
})
