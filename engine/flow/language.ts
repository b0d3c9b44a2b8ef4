import { z } from 'zod'
import type { Word } from './expressions/words.ts'
import { filters, functions, tags, tests } from './expressions/words.ts'
import { flowKeys, inputKeys, outputKeys, taskKeys, triggerKeys } from './parse/keys.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A property that an author may write. */
export interface PropertyWord {
  name: string
  /** Markdown. */
  description: string
  required: boolean
  /** The only values there are; empty: whatever the schema takes. */
  values: string[]
  /** Of a map, or of the maps in a list. */
  children: PropertyWord[]
  /** Items are written with dashes. */
  list: boolean
}

/** A type of task, field or trigger. */
export interface TypeWord {
  type: string
  aliases: readonly string[]
  title: string
  /** Markdown. */
  description: string
  properties: PropertyWord[]
  /** Properties that hold tasks. */
  branches: readonly string[]
  /** What it puts under `outputs.<id>` (tasks), or under `trigger` (triggers). */
  outputs: PropertyWord[]
}

/** The whole language as data without schemas: completion and documentation beside an editor read it. */
export interface Language {
  flow: PropertyWord[]
  task: PropertyWord[]
  input: PropertyWord[]
  output: PropertyWord[]
  trigger: PropertyWord[]
  tasks: TypeWord[]
  fields: TypeWord[]
  triggers: TypeWord[]
  expressions: {
    functions: readonly Word[]
    filters: readonly Word[]
    tests: readonly Word[]
    tags: readonly Word[]
  }
}

const listOfThings = (name: string, description: string): PropertyWord => ({
  name,
  description,
  required: name === 'tasks',
  values: [],
  children: [],
  list: true,
})

export function languageOf(vocabulary: Vocabulary): Language {
  const tasks = unique(vocabulary.tasks)
  return {
    flow: [
      ...wordsOf(flowKeys),
      listOfThings('inputs', 'What the flow asks for.'),
      listOfThings('tasks', 'What the flow does, in this order.'),
      listOfThings('errors', 'Run when a task failed.'),
      listOfThings('finally', 'Run at the end, whatever happened.'),
      listOfThings('outputs', 'What the flow gives back.'),
      listOfThings('triggers', 'What starts the flow.'),
    ],
    task: wordsOf(taskKeys),
    input: wordsOf(inputKeys),
    output: wordsOf(outputKeys),
    trigger: wordsOf(triggerKeys),
    tasks: tasks.map((spec) => typeWord(spec, spec.properties, spec)),
    fields: unique(vocabulary.fields).map((spec) => typeWord(spec, spec.options)),
    triggers: unique(vocabulary.triggers).map((spec) => typeWord(spec, spec.properties, spec)),
    expressions: { functions, filters, tests, tags },
  }
}

type Named = Pick<TypeWord, 'type' | 'aliases' | 'title' | 'description'>

function typeWord(
  spec: Named,
  properties: z.ZodObject,
  more: { branches?: readonly string[]; outputs?: z.ZodObject } = {},
): TypeWord {
  const branches = more.branches ?? []
  const own = wordsOf(properties)
  const lists = branches.filter((name) => !own.some((word) => word.name === name))
  return {
    type: spec.type,
    aliases: spec.aliases,
    title: spec.title,
    description: spec.description,
    properties: [...own, ...lists.map((name) => ({ ...listOfThings(name, 'Tasks.'), required: false }))],
    branches,
    outputs: more.outputs ? wordsOf(more.outputs) : [],
  }
}

function unique<S>(words: ReadonlyMap<string, S>): S[] {
  return [...new Set(words.values())]
}

/** What is read of a JSON Schema here. */
interface Node {
  type?: unknown
  description?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Node[]
  oneOf?: Node[]
  items?: Node
  properties?: Record<string, Node>
  required?: string[]
}

function wordsOf(schema: z.ZodObject): PropertyWord[] {
  const made: Node = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
    cycles: 'ref',
  }) as Node
  return childrenOf(made)
}

function alternatives(node: Node): Node[] {
  return [...(node.anyOf ?? []), ...(node.oneOf ?? [])]
}

function childrenOf(node: Node): PropertyWord[] {
  const own = Object.entries(node.properties ?? {}).map(([name, child]) => ({
    name,
    description: child.description ?? '',
    required: node.required?.includes(name) ?? false,
    values: valuesOf(child),
    children: childrenOf(child),
    list: isList(child),
  }))
  const inner = [...alternatives(node), ...(node.items ? [node.items] : [])].flatMap(childrenOf)
  return [...own, ...inner.filter((word, at) => inner.findIndex((other) => other.name === word.name) === at)]
}

function valuesOf(node: Node): string[] {
  const own = node.enum ?? ('const' in node ? [node.const] : node.type === 'boolean' ? [true, false] : [])
  return [...new Set([...own.map(String), ...alternatives(node).flatMap(valuesOf)])]
}

function isList(node: Node): boolean {
  return node.type === 'array' || alternatives(node).some(isList)
}
