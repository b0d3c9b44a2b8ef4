import { describe, expect, it } from 'vitest'
import { iconNames } from 'lucide-react/dynamic'
import { z } from 'zod'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import type { FieldSpec, TaskSpec } from '#engine/flow/spec.ts'
import { activities } from '#generated/catalog/activities.ts'
import { checks } from '#generated/catalog/checks.ts'
import { controls } from '#generated/catalog/controls.ts'
import { fieldExamples, taskExamples } from '#generated/catalog/examples.ts'
import { fieldSpecs, taskSpecs } from '#generated/catalog/specs.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'

const tasks = Object.entries(taskSpecs)
const fields = Object.entries(fieldSpecs)

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

function complete(spec: TaskSpec | FieldSpec): void {
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
