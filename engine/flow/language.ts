import { z } from 'zod'
import { variables, type Variable } from './expressions/variables.ts'
import { filters, functions, tags, tests, type Word } from './expressions/words.ts'
import { conditionKeys, flowKeys, inputKeys, outputKeys, taskKeys, triggerKeys } from './parse/keys.ts'
import { retryKeys } from './parse/parse-retry.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A property that an author may write. */
export interface PropertyWord {
  name: string
  /** Markdown. */
  description: string
  required: boolean
  /** The only values there are, of a list's items too; empty: whatever the schema takes. */
  values: string[]
  /** Of a map, or of the maps in a list. */
  children: PropertyWord[]
  /** Items are written with dashes. */
  list: boolean
}

/** A type of task, field, trigger or condition. */
export interface TypeWord {
  type: string
  aliases: readonly string[]
  title: string
  /** Markdown. */
  description: string
  properties: PropertyWord[]
  /** Properties that hold tasks. */
  branches: readonly string[]
  /** Of the branches that are no plain lists. */
  branchShapes: Readonly<Record<string, 'single' | 'map' | 'ordered'>>
  /** Properties that hold inputs. */
  inputLists: readonly string[]
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
  condition: PropertyWord[]
  tasks: TypeWord[]
  fields: TypeWord[]
  triggers: TypeWord[]
  conditions: TypeWord[]
  expressions: {
    variables: readonly Variable[]
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

const made = new WeakMap<Vocabulary, Language>()

/** Made once: schemas of a hundred types take a moment to be told. */
export function languageOf(vocabulary: Vocabulary): Language {
  const language = made.get(vocabulary) ?? makeLanguage(vocabulary)
  made.set(vocabulary, language)
  return language
}

/** Of the kinds of retry each has properties of its own; `type` has a value from each. */
function retryWord(): PropertyWord {
  const kinds = Object.values(retryKeys).map(wordsOf)
  const types = kinds.flatMap((words) => words.find(({ name }) => name === 'type')?.values ?? [])
  const children = onePerName(kinds.flat()).map((word) =>
    word.name === 'type' ? { ...word, values: types } : { ...word, required: false },
  )
  const description = 'What is tried again after a failure, how often, and after which wait.'
  return { name: 'retry', description, required: false, values: [], children, list: false }
}

function makeLanguage(vocabulary: Vocabulary): Language {
  const tasks = unique(vocabulary.tasks)
  const retry = retryWord()
  return {
    flow: [
      ...wordsOf(flowKeys),
      retry,
      listOfThings('inputs', 'What the flow asks for.'),
      listOfThings('tasks', 'What the flow does, in this order.'),
      listOfThings('errors', 'Run when a task failed.'),
      listOfThings('finally', 'Run at the end, whatever happened.'),
      listOfThings('afterExecution', 'Run when the execution has ended; they never change its state.'),
      listOfThings('outputs', 'What the flow gives back.'),
      listOfThings('triggers', 'What starts the flow.'),
    ],
    task: [...wordsOf(taskKeys), retry],
    input: wordsOf(inputKeys),
    output: wordsOf(outputKeys),
    trigger: [...wordsOf(triggerKeys), listOfThings('conditions', 'All of them must hold.')],
    condition: wordsOf(conditionKeys),
    tasks: tasks.map((spec) => typeWord(spec, spec.properties, spec)),
    fields: unique(vocabulary.fields).map((spec) => typeWord(spec, spec.options)),
    triggers: unique(vocabulary.triggers).map((spec) => typeWord(spec, spec.properties, spec)),
    conditions: unique(vocabulary.conditions).map((spec) => {
      const branchShapes: TypeWord['branchShapes'] = spec.holds === 'map' ? { conditions: 'map' } : {}
      return {
        ...typeWord(spec, spec.properties),
        branches: spec.holds ? ['conditions'] : [],
        branchShapes,
      }
    }),
    expressions: { variables, functions, filters, tests, tags },
  }
}

type Named = Pick<TypeWord, 'type' | 'aliases' | 'title' | 'description'>

type More = Partial<Pick<TypeWord, 'branches' | 'branchShapes' | 'inputLists'>> & {
  parts?: readonly string[]
  outputs?: z.ZodObject
}

export function typeWord(spec: Named, properties: z.ZodObject, more: More = {}): TypeWord {
  const branches = more.branches ?? []
  const own = wordsOf(properties)
  const endings = branches.length > 0 || more.parts ? ['errors', 'finally'] : []
  const lists = [...branches, ...endings].filter((name) => !own.some((word) => word.name === name))
  return {
    type: spec.type,
    aliases: spec.aliases,
    title: spec.title,
    description: spec.description,
    properties: [...own, ...lists.map((name) => ({ ...listOfThings(name, 'Tasks.'), required: false }))],
    branches,
    branchShapes: more.branchShapes ?? {},
    inputLists: more.inputLists ?? [],
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

/** The properties of a schema as words. */
export function wordsOf(schema: z.ZodObject): PropertyWord[] {
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
  return [...own, ...onePerName(inner)]
}

function onePerName(words: readonly PropertyWord[]): PropertyWord[] {
  return words.filter((word, at) => words.findIndex((other) => other.name === word.name) === at)
}

function valuesOf(node: Node): string[] {
  const own = node.enum ?? ('const' in node ? [node.const] : node.type === 'boolean' ? [true, false] : [])
  const inner = [...alternatives(node), ...(node.items ? [node.items] : [])]
  return [...new Set([...own.map(String), ...inner.flatMap(valuesOf)])]
}

function isList(node: Node): boolean {
  return node.type === 'array' || alternatives(node).some(isList)
}
