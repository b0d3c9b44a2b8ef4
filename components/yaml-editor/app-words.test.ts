import { CompletionContext } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import { expect, test } from 'vitest'
import { appLanguageOf } from '#engine/flow/app-language.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { completionOf } from './completion.ts'
import { docsAt } from './hover.ts'

const language = {
  ...appLanguageOf(vocabulary),
  given: { inputs: ['amount', 'reason'], tasks: [{ id: 'quote', type: 'http.request' }] },
}

/** What is suggested at `|` of an app's source. */
async function suggested(source: string): Promise<string[]> {
  const pos = source.lastIndexOf('|')
  const doc = source.slice(0, pos) + source.slice(pos + 1)
  const context = new CompletionContext(EditorState.create({ doc }), pos, true)
  const found = await completionOf(language, {})(context)
  return found?.options.map(({ label }) => label) ?? []
}

const layout = (rest: string) => `id: x
type: app
layout:
  - on: OPEN
    blocks:
${rest}`

test('keys of the app, its moments, and the values that a key may have', async () => {
  expect(await suggested('|')).toEqual(
    expect.arrayContaining(['id', 'flowId', 'layout', 'theme', 'expiration']),
  )
  expect(await suggested('layout:\n  - on: |')).toEqual(expect.arrayContaining(['OPEN', 'PAUSE', 'FALLBACK']))
  expect(await suggested('layout:\n  - on: OPEN\n    for: |')).toEqual(['requester', 'decider', 'viewer'])
  expect(await suggested('layout:\n  - on: OPEN\n    |')).toEqual(['for', 'blocks'])
  expect(await suggested('access:\n  |')).toEqual(expect.arrayContaining(['type', 'groups', 'catalog']))
})

test('blocks, by our names, and by the long ones to who begins to write one', async () => {
  expect(await suggested(layout('      - type: |'))).toEqual(
    expect.arrayContaining(['markdown', 'create-form', 'tracker', 'columns']),
  )
  expect(await suggested(layout('      - type: io.kestra.plugin.ee.apps.core.b|'))).toContain(
    'io.kestra.plugin.ee.apps.core.blocks.Markdown',
  )
  expect(await suggested(layout('      - type: button\n        |'))).toEqual(
    expect.arrayContaining(['text', 'url', 'style', 'size', 'if']),
  )
  expect(await suggested(layout('      - type: alert\n        style: |'))).toEqual(
    expect.arrayContaining(['SUCCESS', 'WARNING']),
  )
})

test('blocks within columns and tabs', async () => {
  const columns = layout('      - type: columns\n        columns:\n          - width: 2\n')
  expect(await suggested(`${columns}            |`)).toEqual(expect.arrayContaining(['blocks']))
  expect(await suggested(`${columns}            blocks:\n              - type: |`)).toContain('image')
  expect(await suggested(layout('      - type: tabs\n        |'))).toEqual(
    expect.arrayContaining(['tabs', 'if']),
  )
})

test('templates see what a page sees: no secrets, the names of the flow', async () => {
  const at = (template: string) =>
    suggested(layout(`      - type: markdown\n        content: '{{ ${template}`))
  const words = await at('|')
  expect(words).toEqual(expect.arrayContaining(['inputs', 'outputs', 'app', 'user', 'kv']))
  expect(words).not.toContain('secret')
  expect(words).not.toContain('taskrun')
  expect(await at('inputs.|')).toEqual(['amount', 'reason'])
  expect(await at('app.|')).toEqual(['id', 'url', 'name'])
  expect(await at('outputs.|')).toEqual(['quote'])
  expect(await at('outputs.quote.|')).toContain('body')
})

test('the meaning of a word is at hand', () => {
  const lines = layout('      - type: markdown').split('\n')
  expect(docsAt(language, lines, { line: 5, from: 14, to: 22 })).toMatchObject({ title: 'Text' })
  expect(docsAt(language, lines, { line: 3, from: 4, to: 6 })).toMatchObject({ title: 'on' })
})
