import type { JsonSchema } from '#engine/flow/schema.ts'
import { appSchema, flowSchema, partSchema, wordSchemas } from '#engine/flow/schema.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { AppError } from '#server/errors.ts'

/** What can be asked for by name. */
const documents = {
  flow: () => flowSchema(vocabulary),
  task: () => partSchema(vocabulary, 'task'),
  trigger: () => partSchema(vocabulary, 'trigger'),
  apps: () => appSchema(vocabulary),
} as const

const made = new Map<string, JsonSchema>()

/**
 * The JSON Schema of a kind of source: `flow`, `task`, `trigger`, `app`.
 * @throws AppError `not-found`
 */
export function schemaOf(name: string): JsonSchema {
  const wanted = name.toLowerCase() === 'app' ? 'apps' : name.toLowerCase()
  const make = isDocument(wanted) ? documents[wanted] : undefined
  if (!make)
    throw new AppError(
      'not-found',
      `There is no schema \`${name}\`; there are ${Object.keys(documents).join(', ')}.`,
    )
  const schema = made.get(wanted) ?? make()
  made.set(wanted, schema)
  return schema
}

function isDocument(name: string): name is keyof typeof documents {
  return Object.hasOwn(documents, name)
}

export interface Documentation {
  markdown: string
  schema: { properties: JsonSchema; outputs: JsonSchema; definitions: JsonSchema }
}

/** What a type of task, trigger, input or block is, by any of its names. @throws AppError `not-found` */
export function documentationOf(name: string, kind?: 'fields'): Documentation {
  const words =
    kind === 'fields'
      ? [vocabulary.fields]
      : [vocabulary.tasks, vocabulary.triggers, vocabulary.blocks, vocabulary.fields]
  const spec = words.flatMap((map) => map.get(name) ?? [])[0]
  if (!spec) throw new AppError('not-found', `There is no type \`${name}\`.`)
  const { properties, outputs } = wordSchemas(spec)
  const others = spec.aliases.map((alias) => `\`${alias}\``).join(', ')
  const names = others === '' ? '' : `\n\nAlso called ${others}.`
  return {
    markdown: `# ${spec.title}\n\n${spec.description}${names}`,
    schema: { properties, outputs, definitions: {} },
  }
}
