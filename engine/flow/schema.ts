import { z } from 'zod'
import { appKeys } from './parse/parse-app.ts'
import { flowKeys, inputKeys, outputKeys, taskKeys, triggerKeys } from './parse/keys.ts'
import { retryKeys } from './parse/parse-retry.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = Record<string, unknown>

/** JSON Schema of a flow's source, for editors and tools. Templates are allowed wherever a spec allows them. */
export function flowSchema(vocabulary: Vocabulary): JsonSchema {
  const tasks = { type: 'array', items: { $ref: '#/$defs/task' } }
  const flow = objectOf(flowKeys)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Flow',
    ...flow,
    properties: {
      ...flow.properties,
      inputs: { type: 'array', description: 'What the flow asks for.', items: { $ref: '#/$defs/input' } },
      tasks: { ...tasks, minItems: 1, description: 'What the flow does, in this order.' },
      errors: { ...tasks, description: 'Run when a task failed.' },
      finally: { ...tasks, description: 'Run at the end, whatever happened.' },
      outputs: { type: 'array', description: 'What the flow gives back.', items: objectOf(outputKeys) },
      triggers: { type: 'array', description: 'What starts the flow.', items: { $ref: '#/$defs/trigger' } },
    },
    required: [...flow.required, 'tasks'],
    $defs: {
      task: { anyOf: unique(vocabulary.tasks).map((spec) => taskSchema(spec, tasks)) },
      input: { anyOf: unique(vocabulary.fields).map((spec) => wordSchema(spec, inputKeys, spec.options)) },
      trigger: {
        anyOf: unique(vocabulary.triggers).map((spec) => wordSchema(spec, triggerKeys, spec.properties)),
      },
    },
  }
}

/** JSON Schema of an app's source. */
export function appSchema(): JsonSchema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'App', ...objectOf(appKeys) }
}

interface ObjectSchema {
  type: 'object'
  properties: Record<string, unknown>
  required: string[]
  additionalProperties: false
}

interface Word {
  type: string
  aliases: readonly string[]
  title: string
  description: string
}

function taskSchema(
  spec: Vocabulary['tasks'] extends ReadonlyMap<string, infer S> ? S : never,
  tasks: object,
): JsonSchema {
  const schema = wordSchema(spec, taskKeys, spec.properties)
  const lists = spec.branches.length > 0 ? [...spec.branches, 'errors', 'finally'] : []
  const retry = {
    description: 'How a failed attempt is tried again.',
    anyOf: Object.values(retryKeys).map(objectOf),
  }
  const branches = Object.fromEntries(
    lists.map((name) => [name, { description: 'Tasks.', ...described(schema, name), ...tasks }]),
  )
  const aliases = Object.entries(spec.propertyAliases).map(([alias, name]) => [
    alias,
    schema.properties[name],
  ])
  return {
    ...schema,
    properties: { ...schema.properties, ...Object.fromEntries(aliases), ...branches, retry },
  }
}

function described(schema: ObjectSchema, name: string): { description?: string } {
  const property = schema.properties[name]
  const text =
    typeof property === 'object' && property !== null && 'description' in property
      ? property.description
      : undefined
  return typeof text === 'string' ? { description: text } : {}
}

function wordSchema(
  word: Word,
  common: z.ZodObject,
  own: z.ZodObject,
): ObjectSchema & { title: string; description: string } {
  const [first, second] = [objectOf(common), objectOf(own)]
  return {
    title: word.title,
    description: word.description,
    type: 'object',
    properties: { ...first.properties, ...second.properties, type: { enum: [word.type, ...word.aliases] } },
    required: [...new Set([...first.required, ...second.required])],
    additionalProperties: false,
  }
}

function objectOf(schema: z.ZodObject): ObjectSchema {
  const made = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
    cycles: 'ref',
  })
  return {
    type: 'object',
    properties: made.properties ?? {},
    required: made.required ?? [],
    additionalProperties: false,
  }
}

function unique<S>(words: ReadonlyMap<string, S>): S[] {
  return [...new Set(words.values())]
}
