import { describe, expect, test } from 'vitest'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import type { Json } from './flow.ts'
import { optionsOf } from './inputs/options.ts'
import { isLocalText, localText } from './local-text.ts'
import { parseFlow } from './parse/parse-flow.ts'

describe('a text for each language', () => {
  const amount = { de: 'Betrag', en: 'Amount', 'pt-BR': 'Valor' }
  test.each([
    ['de', 'Betrag'],
    ['de-AT', 'Betrag'],
    ['pt-BR', 'Valor'],
    ['fr', 'Amount'],
    ['constructor', 'Amount'],
  ])('is read in %s as %s', (language, text) => {
    expect(localText(amount, language)).toBe(text)
  })

  test('is the first one where there is no English, and itself where it is one text', () => {
    expect(localText({ it: 'Importo', de: 'Betrag' }, 'fr')).toBe('Importo')
    expect(localText('Amount', 'de')).toBe('Amount')
    expect(localText(undefined, 'de')).toBeUndefined()
  })

  test('is told from other maps', () => {
    expect(isLocalText(amount)).toBe(true)
    const others: Json[] = [{ Label: 'x' }, { de: 1 }, {}, 'de', null, ['de']]
    expect(others.filter(isLocalText)).toEqual([])
  })

  test('labels an option', () => {
    const values = [{ value: 'low', label: { en: 'Low', de: 'Niedrig' } }, 'high']
    expect(optionsOf({ values }, 'de')).toEqual([
      { value: 'low', label: 'Niedrig' },
      { value: 'high', label: 'high' },
    ])
    expect(optionsOf({ values })?.[0]).toEqual({ value: 'low', label: 'Low' })
  })

  test('stands wherever an author writes for people', () => {
    const both = '{ en: A, de: B }'
    const source = `
id: hello
namespace: company.team
displayName: ${both}
description: ${both}
inputs:
  - { id: size, type: SELECT, displayName: ${both}, description: ${both}, values: [{ value: s, label: ${both} }] }
  - { id: many, type: MULTISELECT, values: [{ value: s, label: ${both} }] }
checks: [{ condition: '{{ true }}', message: ${both} }]
stages: [{ id: one, title: ${both}, tasks: [ask] }]
tasks:
  - id: ask
    type: approval
    title: ${both}
    message: ${both}
    deciders: [{ group: finance }]
    decisions: { approve: { label: ${both} }, deny: { label: ${both} } }
outputs: [{ id: out, type: STRING, displayName: ${both}, value: x }]
`
    expect(parseFlow(source, vocabulary).problems).toEqual([])
    const wrong = source.replace(`displayName: ${both}`, 'displayName: { English: A }')
    expect(parseFlow(wrong, vocabulary).problems[0]).toMatchObject({
      path: expect.stringContaining('displayName'),
    })
  })
})
