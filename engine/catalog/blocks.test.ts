import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parseApp } from '#engine/flow/parse/parse-app.ts'
import { blockExamples } from '#generated/catalog/examples.ts'
import { blockSpecs } from '#generated/catalog/specs.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { complete, withLine } from './test-words.ts'

const blocks = Object.entries(blockSpecs)

/** An app with the block in the first layout that it may stand in. */
function appWithBlock(block: string, on = 'OPEN'): string {
  const item = block.trimEnd().replaceAll('\n', '\n        ')
  return `id: x\ntype: app\nnamespace: y\nflowId: z\ndisplayName: X\nlayout:\n  - on: ${on}\n    blocks:\n      - ${item}\n`
}

/** Properties, and those of the entries of lists, that take a map of languages. */
function languageTexts(schema: z.ZodType, at: string): string[] {
  const inner = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? schema.unwrap() : schema
  if (inner instanceof z.ZodArray) return languageTexts(inner.element as z.ZodType, at)
  if (inner instanceof z.ZodObject)
    return Object.entries(inner.shape).flatMap(([name, one]) =>
      languageTexts(one as z.ZodType, at === '' ? name : `${at}.${name}`),
    )
  if (!(inner instanceof z.ZodUnion)) return []
  const options = inner.options as z.ZodType[]
  const isText = options.some((one) => one instanceof z.ZodRecord && one.valueType instanceof z.ZodString)
  return isText ? [at] : options.flatMap((one) => languageTexts(one, at))
}

describe.each(blocks)('block %s', (type, spec) => {
  const { moments } = spec
  const example = appWithBlock(blockExamples[type] ?? '', moments?.[0])
  const found = (source: string) =>
    parseApp(source, vocabulary).problems.map(({ code, path, line }) => ({ code, path, line }))

  it('tells all about itself, and its folder is called like it', () => {
    expect(spec.type).toBe(type)
    complete(spec)
    expect([...spec.texts].sort()).toEqual(languageTexts(spec.properties, '').sort())
    for (const name of spec.markdown) expect(spec.texts).toContain(name)
  })

  it('has an example that uses it and has no problem', () => {
    expect(found(example)).toEqual([])
    expect(example).toContain(`type: ${type}\n`)
  })

  it('refuses an unknown property, with its place', () => {
    const { source, line } = withLine(example, type, 'noSuchProperty: 1')
    expect(found(source)).toEqual([
      { code: 'unknown-property', path: 'layout[0].blocks[0].noSuchProperty', line },
    ])
  })

  it('stands only where it has something to show', () => {
    const away = ['OPEN', 'SUCCESS'].find((moment) => moments?.some((one) => one === moment) === false)
    const wrong = { code: 'invalid-value', path: 'layout[0].blocks[0].type', line: 9 }
    if (away) expect(found(appWithBlock(blockExamples[type] ?? '', away))).toEqual([wrong])
  })

  it.each([...spec.aliases])('may be called %s', (alias) => {
    expect(found(example.replaceAll(`type: ${type}\n`, `type: ${alias}\n`))).toEqual([])
  })
})
