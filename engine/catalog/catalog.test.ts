import { describe, expect, it } from 'vitest'
import { iconNames } from 'lucide-react/dynamic'
import { z } from 'zod'
import { parseApp } from '#engine/flow/parse/parse-app.ts'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import type { BlockSpec, ConditionSpec, FieldSpec, TaskSpec, TriggerSpec } from '#engine/flow/spec.ts'
import { activities } from '#generated/catalog/activities.ts'
import { checks } from '#generated/catalog/checks.ts'
import { controls } from '#generated/catalog/controls.ts'
import { clocks } from '#generated/catalog/clocks.ts'
import { conditionTests } from '#generated/catalog/conditions.ts'
import {
  blockExamples,
  conditionExamples,
  fieldExamples,
  taskExamples,
  triggerExamples,
} from '#generated/catalog/examples.ts'
import { listeners } from '#generated/catalog/listeners.ts'
import { receivers } from '#generated/catalog/receivers.ts'
import { blockSpecs, conditionSpecs, fieldSpecs, taskSpecs, triggerSpecs } from '#generated/catalog/specs.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'

const tasks = Object.entries(taskSpecs).filter(([, { internal }]) => !internal)
const parts = Object.entries(taskSpecs).filter(([, { internal }]) => internal)
const fields = Object.entries(fieldSpecs)
const triggers = Object.entries(triggerSpecs)
const conditions = Object.entries(conditionSpecs)
const blocks = Object.entries(blockSpecs)

/** Every property of a map at any depth has a description. */
function undescribed(schema: z.ZodObject, at = ''): string[] {
  const json = JSON.stringify(
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }),
  )
  return visit(JSON.parse(json), at)
}

function visit(node: unknown, at: string): string[] {
  if (Array.isArray(node)) return node.flatMap((item) => visit(item, at))
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => {
    if (key !== 'properties' || typeof value !== 'object' || value === null) return visit(value, at)
    return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
      const path = `${at}.${name}`
      const json = JSON.stringify(inner)
      const says = json.includes('"description"') || json.includes('"const"')
      return [...(says ? [] : [path]), ...visit(inner, path)]
    })
  })
}

function complete(spec: TaskSpec | FieldSpec | TriggerSpec | ConditionSpec | BlockSpec): void {
  expect(spec.title).toMatch(/^[A-Z].{1,40}$/)
  expect(spec.description).toMatch(/^[A-Z].{10,}\.$/s)
  expect(iconNames).toContain(spec.icon)
  expect(undescribed('options' in spec ? spec.options : spec.properties)).toEqual([])
}

const problems = (source: string) =>
  parseFlow(source, vocabulary).problems.map(({ code, path, line }) => ({ code, path, line }))

/** The example with one more line in the first map that is of the word's type. */
function withLine(example: string, type: string, line: string): { source: string; line: number } {
  const lines = example.split('\n')
  const at = lines.findIndex((text) => text.trim().replace(/^- /, '') === `type: ${type}`)
  const indent = ' '.repeat((lines[at] ?? '').replace('- ', '  ').search(/\S/))
  return {
    source: [...lines.slice(0, at + 1), indent + line, ...lines.slice(at + 1)].join('\n'),
    line: at + 2,
  }
}

describe.each(tasks)('task %s', (type, spec) => {
  const example = taskExamples[type] ?? ''

  it('tells all about itself, and its folder is called like it', () => {
    expect(spec.type).toBe(type)
    complete(spec)
    expect(undescribed(spec.outputs)).toEqual([])
  })

  it('has the code that its mode needs', () => {
    const isControl = spec.mode === 'control'
    expect([type in controls, type in activities]).toEqual([isControl, !isControl])
  })

  it('has an example that uses it and has no problem', () => {
    expect(problems(example)).toEqual([])
    expect(example).toContain(`type: ${type}\n`)
  })

  it('refuses an unknown property, with its place', () => {
    const { source, line } = withLine(example, type, 'noSuchProperty: 1')
    expect(problems(source)).toEqual([
      { code: 'unknown-property', path: expect.stringMatching(/noSuchProperty$/), line },
    ])
  })

  it('refuses a wrong type of a common property, with its place', () => {
    const { source, line } = withLine(example, type, 'allowFailure: perhaps')
    expect(problems(source)).toEqual([
      { code: 'wrong-type', path: expect.stringMatching(/allowFailure$/), line },
    ])
  })

  it('names what is missing', () => {
    const needed = Object.entries(spec.properties.shape).filter(
      ([, schema]) => !z.safeParse(schema, undefined).success,
    )
    const bare = `id: x\nnamespace: y\ntasks:\n  - id: t\n    type: ${type}\n`
    const missing = needed.map(([name]) => `tasks[0].${name}`)
    expect(
      problems(bare)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(missing.sort())
  })

  it.each([...spec.aliases])('may be called %s', (alias) => {
    expect(problems(example.replaceAll(`type: ${type}\n`, `type: ${alias}\n`))).toEqual([])
  })
})

describe.each(parts)('part %s', (type, spec) => {
  it('tells all about itself, and has the code that its mode needs', () => {
    expect(spec.type).toBe(type)
    complete(spec)
    expect(undescribed(spec.outputs)).toEqual([])
    expect([type in controls, type in activities]).toEqual([spec.mode === 'control', spec.mode !== 'control'])
  })

  it('is no word of an author', () => {
    expect(problems(`id: x\nnamespace: y\ntasks:\n  - id: t\n    type: ${type}\n`)).toEqual([
      { code: 'unknown-type', path: 'tasks[0].type', line: 5 },
    ])
  })
})

describe.each(fields)('field %s', (type, spec) => {
  const flowWith = (input: string) =>
    `id: x\nnamespace: y\ninputs:\n  - ${input.trimEnd().replaceAll('\n', '\n    ')}\ntasks:\n  - {id: t, type: return}\n`
  const example = flowWith(fieldExamples[type] ?? '')

  it('tells all about itself, and its folder is called like it', () => {
    expect(spec.type).toBe(type)
    complete(spec)
    expect(type in checks).toBe(true)
  })

  it('has an example without a problem', () => {
    expect(problems(example)).toEqual([])
    expect(example).toContain(`type: ${type}\n`)
  })

  it('refuses an unknown option, with its place', () => {
    const { source, line } = withLine(example, type, 'noSuchOption: 1')
    expect(problems(source)).toEqual([{ code: 'unknown-property', path: 'inputs[0].noSuchOption', line }])
  })

  it('refuses a wrong type of a common option, with its place', () => {
    const { source, line } = withLine(example.replace(/^ +required:.*\n/m, ''), type, 'required: maybe')
    expect(problems(source)).toEqual([{ code: 'wrong-type', path: 'inputs[0].required', line }])
  })

  it('reads nothing as no value, and never throws', () => {
    const { flow } = parseFlow(example, vocabulary)
    const input = flow?.inputs[0]
    const check = checks[type]
    if (!input || !check) throw new Error(`${type} has no example or no check`)
    for (const nothing of [undefined, null, ''])
      expect(check.read(nothing, input)).toEqual({ value: undefined })
    for (const odd of [[], {}, Number.NaN, 'a\u0000b', true, -1, { amount: {} }, [[]], '../x'])
      check.read(odd, input)
  })

  it.each([...spec.aliases])('may be called %s', (alias) => {
    expect(problems(example.replace(`type: ${type}\n`, `type: ${alias}\n`))).toEqual([])
  })
})

/** A flow with an item of a list in its place. */
function flowWithTrigger(trigger: string): string {
  return `id: x\nnamespace: y\ntasks:\n  - {id: t, type: return}\ntriggers:\n  - ${trigger.trimEnd().replaceAll('\n', '\n    ')}\n`
}

describe.each(triggers)('trigger %s', (type, spec) => {
  const example = flowWithTrigger(triggerExamples[type] ?? '')

  it('tells all about itself, and its folder is called like it', () => {
    expect(spec.type).toBe(type)
    complete(spec)
    expect(undescribed(spec.outputs)).toEqual([])
  })

  it('has the code that its source needs', () => {
    expect([type in clocks, type in receivers, type in listeners]).toEqual(
      ['clock', 'call', 'execution'].map((source) => source === spec.source),
    )
  })

  it('has an example that uses it and has no problem', () => {
    expect(problems(example)).toEqual([])
    expect(example).toContain(`type: ${type}\n`)
  })

  it('refuses an unknown property, with its place', () => {
    const { source, line } = withLine(example, type, 'noSuchProperty: 1')
    expect(problems(source)).toEqual([{ code: 'unknown-property', path: 'triggers[0].noSuchProperty', line }])
  })

  it.each([...spec.aliases])('may be called %s', (alias) => {
    expect(problems(example.replace(`type: ${type}\n`, `type: ${alias}\n`))).toEqual([])
  })
})

describe.each(conditions)('condition %s', (type, spec) => {
  const item = `- ${(conditionExamples[type] ?? '').trimEnd().replaceAll('\n', '\n    ')}`
  const example = flowWithTrigger(`id: heard\ntype: flow\nconditions:\n  ${item}`)

  it('tells all about itself, and its folder is called like it', () => {
    expect(spec.type).toBe(type)
    complete(spec)
    expect(type in conditionTests).toBe(true)
  })

  it('has an example that uses it and has no problem', () => {
    expect(problems(example)).toEqual([])
    expect(example).toContain(`type: ${type}\n`)
  })

  it('refuses an unknown property, with its place', () => {
    const { source, line } = withLine(example, type, 'noSuchProperty: 1')
    expect(problems(source)).toEqual([
      { code: 'unknown-property', path: 'triggers[0].conditions[0].noSuchProperty', line },
    ])
  })

  it('stands only where there is what it asks for', () => {
    const scheduled = example.replace('type: flow\n', "type: schedule\n    cron: '@daily'\n")
    const wrong = { code: 'invalid-value', path: 'triggers[0].conditions[0].type' }
    expect(problems(scheduled)).toEqual(spec.asks === 'execution' ? [expect.objectContaining(wrong)] : [])
  })

  it.each([...spec.aliases])('may be called %s', (alias) => {
    expect(problems(example.replace(`type: ${type}\n`, `type: ${alias}\n`))).toEqual([])
  })
})

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
