// Writes generated/catalog/*.ts: tables over the folders of engine/catalog, so that no type's name is spelled twice.
// A folder's name is its type (of fields in capitals): the tables for the browser need no spec, and thus no zod, to know it.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = join(root, 'generated/catalog')
const kinds = ['tasks', 'fields', 'triggers', 'blocks', 'charts']
const specTypes = {
  tasks: 'TaskSpec',
  fields: 'FieldSpec',
  triggers: 'TriggerSpec',
  blocks: 'BlockSpec',
  charts: 'ChartSpec',
}

/** Folders of a kind with the files they have; without spec.ts a folder is not yet a word. */
function foldersOf(kind) {
  const base = join(root, 'engine/catalog', kind)
  if (!existsSync(base)) return []
  return readdirSync(base, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(base, entry.name, 'spec.ts')))
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({
      kind,
      name,
      type: kind === 'fields' ? name.toUpperCase().replaceAll('-', '_') : name,
      path: `#engine/catalog/${kind}/${name}`,
      files: new Set(readdirSync(join(base, name))),
      text: (file) => readFileSync(join(base, name, file), 'utf8'),
    }))
}

const catalog = Object.fromEntries(kinds.map((kind) => [kind, foldersOf(kind)]))
const quote = (text) => JSON.stringify(text)
const having = (kind, file) => catalog[kind].filter((folder) => folder.files.has(file))

/** `http.request` in `tasks` becomes `tasksHttpRequest`. */
const nameOf = (folder, suffix = '') =>
  folder.kind +
  folder.name.replace(/(^|[^a-zA-Z0-9])([a-zA-Z0-9])/g, (_, _gap, letter) => letter.toUpperCase()) +
  suffix

const importOf = (folder, file, suffix) =>
  `import ${nameOf(folder, suffix)} from ${quote(`${folder.path}/${file}`)}`
const table = (rows) => (rows.length === 0 ? '{}' : `{\n${rows.map((row) => `  ${row},`).join('\n')}\n}`)

function specs() {
  const names = {
    tasks: 'taskSpecs',
    fields: 'fieldSpecs',
    triggers: 'triggerSpecs',
    blocks: 'blockSpecs',
    charts: 'chartSpecs',
  }
  return [
    `import type { ${Object.values(specTypes).sort().join(', ')} } from '#engine/flow/spec.ts'`,
    ...kinds.flatMap((kind) => catalog[kind].map((folder) => importOf(folder, 'spec.ts'))),
    ...kinds.map((kind) => {
      const rows = catalog[kind].map((folder) => `${quote(folder.type)}: ${nameOf(folder)}`)
      return `\nexport const ${names[kind]}: Readonly<Record<string, ${specTypes[kind]}>> = ${table(rows)}`
    }),
  ]
}

function controls() {
  const folders = having('tasks', 'control.ts')
  return [
    `import type { Control } from '#engine/flow/advance/control.ts'`,
    ...folders.map((folder) => importOf(folder, 'control.ts')),
    `\nexport const controls: Readonly<Record<string, Control>> = ${table(folders.map((f) => `${quote(f.type)}: ${nameOf(f)}`))}`,
  ]
}

function activities() {
  const folders = having('tasks', 'activity.ts')
  const rows = folders.map((f) => `${quote(f.type)}: parsed(${nameOf(f, 'Spec')}.properties, ${nameOf(f)})`)
  const head = [
    `import type { TaskActivity } from '#engine/catalog/host.ts'`,
    ...folders.flatMap((folder) => [importOf(folder, 'activity.ts'), importOf(folder, 'spec.ts', 'Spec')]),
  ]
  const parsed = [
    `\nfunction parsed<S extends z.ZodObject>(schema: S, run: TaskActivity<Rendered<z.output<S>>>): TaskActivity {`,
    `  return async (properties, host) => run(readRendered(schema, properties), host)`,
    `}`,
  ]
  return [
    ...(folders.length > 0
      ? [
          `import type { z } from 'zod'`,
          `import { readRendered, type Rendered } from '#engine/flow/dynamic.ts'`,
        ]
      : []),
    ...head,
    ...(folders.length > 0 ? parsed : []),
    `\nexport const activities: Readonly<Record<string, TaskActivity>> = ${table(rows)}`,
  ]
}

function checks() {
  const folders = having('fields', 'check.ts')
  return [
    `import type { FieldCheck } from '#engine/flow/inputs/types.ts'`,
    ...folders.map((folder) => importOf(folder, 'check.ts')),
    `\nexport const checks: Readonly<Record<string, FieldCheck>> = ${table(folders.map((f) => `${quote(f.type)}: ${nameOf(f)}`))}`,
  ]
}

/** Dynamic imports, so that a page loads only what it shows. */
function lazy(kind, file, name) {
  const rows = having(kind, file).map((f) => `${quote(f.type)}: () => import(${quote(`${f.path}/${file}`)})`)
  return [`export const ${name} = ${table(rows)}`]
}

function vocabulary() {
  return [
    `import { vocabularyOf, type Vocabulary } from '#engine/flow/vocabulary.ts'`,
    `import { blockSpecs, chartSpecs, fieldSpecs, taskSpecs, triggerSpecs } from './specs.ts'`,
    `import { checks } from './checks.ts'`,
    `\nexport const vocabulary: Vocabulary = vocabularyOf({`,
    ...kinds.map((kind) => `  ${kind}: Object.values(${kind.slice(0, -1)}Specs),`),
    `  checks,`,
    `})`,
  ]
}

function examples() {
  return kinds.map((kind) => {
    const rows = having(kind, 'example.yaml').map((f) => `${quote(f.type)}: ${quote(f.text('example.yaml'))}`)
    return `export const ${kind.slice(0, -1)}Examples: Readonly<Record<string, string>> = ${table(rows)}`
  })
}

const files = {
  'specs.ts': specs(),
  'controls.ts': controls(),
  'activities.ts': activities(),
  'checks.ts': checks(),
  'inputs.ts': lazy('fields', 'input.tsx', 'inputs'),
  'blocks.ts': lazy('blocks', 'block.tsx', 'blocks'),
  'charts.ts': lazy('charts', 'chart.tsx', 'charts'),
  'vocabulary.ts': vocabulary(),
  'examples.ts': examples(),
}

mkdirSync(target, { recursive: true })
for (const [name, lines] of Object.entries(files)) {
  const path = join(target, name)
  const text = `// Made by scripts/gen.mjs from engine/catalog.\n${lines.join('\n')}\n`
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text)
}
for (const name of readdirSync(target)) if (!(name in files)) rmSync(join(target, name), { recursive: true })
