import { z } from 'zod'
import { appKeys, blockKeys, layoutKeys, partKeys } from './parse/app-keys.ts'
import { endingsOf } from './parse/known-keys.ts'
import { conditionKeys, flowKeys, inputKeys, outputKeys, taskKeys, triggerKeys } from './parse/keys.ts'
import { retryKeys } from './parse/parse-retry.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = Record<string, unknown>

const listOfTasks = { type: 'array', items: { $ref: '#/$defs/task' } }

/** JSON Schema of a flow's source, for editors and tools. Templates are allowed wherever a spec allows them. */
export function flowSchema(vocabulary: Vocabulary): JsonSchema {
  const tasks = listOfTasks
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
      afterExecution: {
        ...tasks,
        description: 'Run when the execution has ended; they never change its state.',
      },
      retry: retrySchema('How an execution is tried again, where its tasks say nothing themselves.'),
      outputs: { type: 'array', description: 'What the flow gives back.', items: objectOf(outputKeys) },
      triggers: { type: 'array', description: 'What starts the flow.', items: { $ref: '#/$defs/trigger' } },
    },
    required: [...flow.required, 'tasks'],
    $defs: definitionsOf(vocabulary),
  }
}

/** JSON Schema of a task or trigger that stands alone. */
export function partSchema(vocabulary: Vocabulary, part: 'task' | 'trigger'): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: part === 'task' ? 'Task' : 'Trigger',
    $ref: `#/$defs/${part}`,
    $defs: definitionsOf(vocabulary),
  }
}

function definitionsOf(vocabulary: Vocabulary): JsonSchema {
  return {
    task: { anyOf: unique(vocabulary.tasks).map((spec) => taskSchema(spec, listOfTasks)) },
    input: { anyOf: unique(vocabulary.fields).map((spec) => inputSchema(spec)) },
    trigger: { anyOf: unique(vocabulary.triggers).map((spec) => triggerSchema(spec)) },
    condition: { anyOf: unique(vocabulary.conditions).map((spec) => conditionSchema(spec)) },
  }
}

/** JSON Schemas of what a type has of its own, and of what it gives. */
export function wordSchemas(
  spec: SpecOf<'tasks'> | SpecOf<'triggers'> | SpecOf<'fields'> | SpecOf<'blocks'>,
): {
  properties: JsonSchema
  outputs: JsonSchema
} {
  if ('needs' in spec) return { properties: blockSchema(spec), outputs: {} }
  if ('options' in spec) return { properties: { ...objectOf(spec.options) }, outputs: {} }
  const properties = 'mode' in spec ? taskSchema(spec, listOfTasks) : triggerSchema(spec)
  return { properties, outputs: { ...objectOf(spec.outputs) } }
}

const listOfBlocks = { type: 'array', minItems: 1, items: { $ref: '#/$defs/block' } }

/** JSON Schema of an app's source. */
export function appSchema(vocabulary: Vocabulary): JsonSchema {
  const app = objectOf(appKeys)
  const layout = objectOf(layoutKeys)
  const entry = {
    ...layout,
    properties: { ...layout.properties, blocks: { ...listOfBlocks, description: 'What is shown.' } },
    required: [...layout.required, 'blocks'],
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'App',
    ...app,
    properties: {
      ...app.properties,
      layout: {
        type: 'array',
        minItems: 1,
        description: 'What the page shows, by moment; without it the form and the tracker.',
        items: entry,
      },
    },
    $defs: { block: { anyOf: unique(vocabulary.blocks).map(blockSchema) } },
  }
}

function blockSchema(spec: SpecOf<'blocks'>): JsonSchema {
  const schema = wordSchema(spec, blockKeys, spec.properties)
  const aliases = Object.entries(spec.propertyAliases).map(([alias, name]) => [
    alias,
    schema.properties[name],
  ])
  const properties = { ...schema.properties, ...Object.fromEntries(aliases) }
  if (!spec.holds) return { ...schema, properties }
  const part = objectOf(partKeys[spec.holds])
  const items = {
    ...part,
    properties: { ...part.properties, blocks: { ...listOfBlocks, description: 'What is in it.' } },
    required: [...part.required, 'blocks'],
  }
  const held = { type: 'array', minItems: 1, description: 'What it holds.', items }
  return {
    ...schema,
    properties: { ...properties, [spec.holds]: held },
    required: [...schema.required, spec.holds],
  }
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

function taskSchema(spec: SpecOf<'tasks'>, tasks: { items: object }): JsonSchema {
  const schema = wordSchema(spec, taskKeys, spec.properties)
  const lists = [...spec.branches, ...endingsOf(spec)]
  const retry = retrySchema('How a failed attempt is tried again.')
  const branches = Object.fromEntries(
    lists.map((name) => {
      const shape = shaped(spec.branchShapes?.[name], tasks)
      return [name, { description: 'Tasks.', ...described(schema, name), ...shape }]
    }),
  )
  const asked = Object.fromEntries(
    (spec.inputLists ?? []).map((name) => [
      name,
      { ...described(schema, name), type: 'array', items: { $ref: '#/$defs/input' } },
    ]),
  )
  const aliases = Object.entries(spec.propertyAliases).map(([alias, name]) => [
    alias,
    schema.properties[name],
  ])
  return {
    ...schema,
    properties: { ...schema.properties, ...Object.fromEntries(aliases), ...branches, ...asked, retry },
  }
}

function retrySchema(description: string): JsonSchema {
  return { description, anyOf: Object.values(retryKeys).map(objectOf) }
}

function shaped(shape: 'single' | 'map' | 'ordered' | undefined, tasks: { items: object }): object {
  if (shape === 'single') return tasks.items
  if (shape === 'map') return { type: 'object', additionalProperties: tasks }
  if (!shape) return tasks
  const dependsOn = { type: 'array', items: { type: 'string' }, description: 'Ids of tasks that end first.' }
  const item = {
    type: 'object',
    properties: { task: tasks.items, dependsOn },
    required: ['task'],
    additionalProperties: false,
  }
  return { type: 'array', items: item }
}

function inputSchema(spec: SpecOf<'fields'>): JsonSchema {
  const schema = wordSchema(spec, inputKeys, spec.options)
  const aliases = Object.entries({ name: 'id', ...spec.optionAliases })
  const others = Object.fromEntries(aliases.map(([alias, name]) => [alias, schema.properties[name]]))
  const properties = { ...schema.properties, ...others }
  if (!spec.holds) return { ...schema, properties, required: schema.required.filter((name) => name !== 'id') }
  const held = {
    type: 'array',
    minItems: 1,
    description: spec.holds === 'columns' ? 'What each row is made of.' : 'What it holds.',
    items: { $ref: '#/$defs/input' },
  }
  return {
    ...schema,
    properties: { ...properties, [spec.holds]: held },
    required: [...schema.required, spec.holds].filter((name) => name !== 'id'),
  }
}

type SpecOf<K extends 'tasks' | 'fields' | 'triggers' | 'conditions' | 'blocks'> =
  Vocabulary[K] extends ReadonlyMap<string, infer S> ? S : never

const conditionList = {
  type: 'array',
  description: 'What must hold, all of it.',
  items: { $ref: '#/$defs/condition' },
}

function triggerSchema(spec: SpecOf<'triggers'>): JsonSchema {
  const schema = wordSchema(spec, triggerKeys, spec.properties)
  const known: Record<string, unknown> = { ...schema.properties, conditions: conditionList }
  const aliases = Object.entries(spec.propertyAliases).map(([alias, name]) => [alias, known[name]])
  return { ...schema, properties: { ...known, ...Object.fromEntries(aliases) } }
}

function conditionSchema(spec: SpecOf<'conditions'>): JsonSchema {
  const schema = wordSchema(spec, conditionKeys, spec.properties)
  if (!spec.holds) return { ...schema }
  const named = { type: 'object', additionalProperties: { $ref: '#/$defs/condition' } }
  const conditions = spec.holds === 'list' ? conditionList : named
  return {
    ...schema,
    properties: { ...schema.properties, conditions },
    required: [...schema.required, 'conditions'],
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
