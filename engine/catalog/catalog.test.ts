import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import { activities } from '#generated/catalog/activities.ts'
import { checks } from '#generated/catalog/checks.ts'
import { controls } from '#generated/catalog/controls.ts'
import { clocks } from '#generated/catalog/clocks.ts'
import { conditionTests } from '#generated/catalog/conditions.ts'
import {
  conditionExamples,
  fieldExamples,
  taskExamples,
  triggerExamples,
} from '#generated/catalog/examples.ts'
import { listeners } from '#generated/catalog/listeners.ts'
import { receivers } from '#generated/catalog/receivers.ts'
import { conditionSpecs, fieldSpecs, taskSpecs, triggerSpecs } from '#generated/catalog/specs.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { complete, undescribed, withLine } from './test-words.ts'

const tasks = Object.entries(taskSpecs).filter(([, { internal }]) => !internal)
const parts = Object.entries(taskSpecs).filter(([, { internal }]) => internal)
const fields = Object.entries(fieldSpecs)
const triggers = Object.entries(triggerSpecs)
const conditions = Object.entries(conditionSpecs)

const problems = (source: string) =>
  parseFlow(source, vocabulary).problems.map(({ code, path, line }) => ({ code, path, line }))

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
        // what a review asks for is no single property
        .filter(({ code }) => code === 'missing-property')
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
