import { describe, expect, test } from 'vitest'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import type { Json } from '../flow.ts'
import { parseFlow } from './parse-flow.ts'
import { parseNamespaceSettings } from './namespace-settings.ts'

const read = (source: string) => parseNamespaceSettings(source, vocabulary)

describe('settings of a namespace', () => {
  test('are variables and defaults; nothing is none', () => {
    const source = `
# what all know
variables: { region: eu, deep: { list: [1, null] } }
pluginDefaults:
  - { type: log, values: { level: WARN } }
allowedNamespaces: [shop.eu]
`
    expect(read(source)).toEqual({
      settings: {
        variables: { region: 'eu', deep: { list: [1, null] } },
        pluginDefaults: [{ type: 'log', forced: false, values: { level: 'WARN' } }],
        allowedNamespaces: ['shop.eu'],
      },
      problems: [],
    })
    for (const empty of ['', '\n# later\n', 'variables:\npluginDefaults:\n'])
      expect(read(empty).settings).toEqual({
        variables: {},
        pluginDefaults: [],
        allowedNamespaces: [],
      })
  })

  test.each([
    ['variables: [1]', 'variables', 1],
    ['variables: {}\nvariable: {}', 'variable', 2],
    ['pluginDefaults:\n  - { type: log, values: { levle: WARN } }', 'pluginDefaults[0].values.levle', 2],
    [
      'pluginDefaults:\n  - type: log\n    values: { message: "{{ a" }',
      'pluginDefaults[0].values.message',
      3,
    ],
    ['pluginDefaults:\n  - { values: {} }', 'pluginDefaults[0].type', 2],
    ['allowedNamespaces: [Shop]', 'allowedNamespaces[0]', 1],
    ['- 1', '', 1],
    ['a: [', '', 1],
  ])('that are wrong are refused with their place: %s', (source, path, line) => {
    const { settings, problems } = read(source)
    expect(settings).toBeUndefined()
    expect(problems).toEqual(expect.arrayContaining([expect.objectContaining({ path, line })]))
  })
})

describe('defaults of the namespaces above a flow', () => {
  const source = `id: f
namespace: a.b
pluginDefaults:
  - { type: log, values: { level: ERROR } }
tasks:
  - { id: one, type: log, message: own }
  - { id: two, type: sleep }
`
  const messageless = source.replace(', message: own', '')

  test('come after its own, the nearest first, and fill what is needed', () => {
    const inherited: Json[] = [
      { type: 'log', values: { level: 'WARN', message: 'near' } },
      { type: 'log', values: { message: 'far' } },
      { type: 'sleep', values: { duration: 'PT1S' } },
    ]
    const { flow, problems, notes } = parseFlow(messageless, vocabulary, { inherited })
    expect([problems, notes]).toEqual([[], []])
    expect(flow?.tasks.map(({ properties }) => properties)).toEqual([
      { level: 'ERROR', message: 'near' },
      { duration: 'PT1S' },
    ])
  })

  test('win over the task where they are forced', () => {
    const inherited: Json[] = [
      { type: 'log', forced: true, values: { message: 'forced' } },
      { type: 'sleep', values: { duration: 'PT1S' } },
    ]
    const { flow } = parseFlow(source, vocabulary, { inherited })
    expect(flow?.tasks[0]?.properties.message).toBe('forced')
  })

  test('that are wrong for a task are told at the task', () => {
    const inherited: Json[] = [{ type: 'sleep', values: { duration: 'soon' } }]
    const { problems } = parseFlow(source, vocabulary, { inherited })
    expect(problems).toEqual([expect.objectContaining({ path: 'tasks[1].duration', line: 7 })])
  })
})
