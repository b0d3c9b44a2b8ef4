import { expect } from 'vitest'
import { iconNames } from 'lucide-react/dynamic'
import { z } from 'zod'
import type { BlockSpec, ConditionSpec, FieldSpec, TaskSpec, TriggerSpec } from '#engine/flow/spec.ts'

/** Every property of a map at any depth has a description. */
export function undescribed(schema: z.ZodObject, at = ''): string[] {
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

export function complete(spec: TaskSpec | FieldSpec | TriggerSpec | ConditionSpec | BlockSpec): void {
  expect(spec.title).toMatch(/^[A-Z].{1,40}$/)
  expect(spec.description).toMatch(/^[A-Z].{10,}\.$/s)
  expect(iconNames).toContain(spec.icon)
  expect(undescribed('options' in spec ? spec.options : spec.properties)).toEqual([])
}

/** The example with one more line in the first map that is of the word's type. */
export function withLine(example: string, type: string, line: string): { source: string; line: number } {
  const lines = example.split('\n')
  const at = lines.findIndex((text) => text.trim().replace(/^- /, '') === `type: ${type}`)
  const indent = ' '.repeat((lines[at] ?? '').replace('- ', '  ').search(/\S/))
  return {
    source: [...lines.slice(0, at + 1), indent + line, ...lines.slice(at + 1)].join('\n'),
    line: at + 2,
  }
}
