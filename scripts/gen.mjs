// Writes generated/catalog/*.ts: tables over the folders of engine/catalog, so that no type's name is spelled twice.
// A folder's name is its type (of fields in capitals): the tables for the browser need no spec, and thus no zod, to know it.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = join(root, 'generated/catalog')
const kinds = ['tasks', 'fields', 'triggers', 'conditions', 'blocks', 'charts']
const specTypes = {
  tasks: 'TaskSpec',
  fields: 'FieldSpec',
  triggers: 'TriggerSpec',
  conditions: 'ConditionSpec',
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
    conditions: 'conditionSpecs',
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
  const rows = folders.map((f) => `${quote(f.type)}: parsed(${nameOf(f, 'Spec')}, ${nameOf(f)})`)
  const head = [
    `import type { TaskActivity } from '#engine/catalog/host.ts'`,
    ...folders.flatMap((folder) => [importOf(folder, 'activity.ts'), importOf(folder, 'spec.ts', 'Spec')]),
  ]
  const parsed = [
    `\nfunction parsed<S extends z.ZodObject>(spec: TaskSpec & { properties: S }, run: TaskActivity<Rendered<z.output<S>>>): TaskActivity {`,
    `  return async (properties, host) => run(readRendered(ownProperties(spec) as S, properties), host)`,
    `}`,
  ]
  return [
    ...(folders.length > 0
      ? [
          `import type { z } from 'zod'`,
          `import { readRendered, type Rendered } from '#engine/flow/dynamic.ts'`,
          `import { ownProperties } from '#engine/flow/parse/known-keys.ts'`,
          `import type { TaskSpec } from '#engine/flow/spec.ts'`,
        ]
      : []),
    ...head,
    ...(folders.length > 0 ? parsed : []),
    `\nexport const activities: Readonly<Record<string, TaskActivity>> = ${table(rows)}`,
  ]
}

/** Code of a word that is given its properties first, read by its spec: what older revisions lack has its default. */
function judges({ kind, file, name, shape, from }) {
  const folders = having(kind, file)
  const rows = folders.map((f) => `${quote(f.type)}: parsed(${nameOf(f, 'Spec')}.properties, ${nameOf(f)})`)
  return [
    `import type { z } from 'zod'`,
    `import type { ${shape} } from ${quote(from)}`,
    ...folders.flatMap((folder) => [importOf(folder, file), importOf(folder, 'spec.ts', 'Spec')]),
    `\nfunction parsed<S extends z.ZodObject>(schema: S, judge: ${shape}<z.output<S>>): ${shape} {`,
    `  return (properties, ...rest) => judge(schema.parse(properties), ...rest)`,
    `}`,
    `\nexport const ${name}: Readonly<Record<string, ${shape}>> = ${table(rows)}`,
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
    `import { blockSpecs, chartSpecs, conditionSpecs, fieldSpecs, taskSpecs, triggerSpecs } from './specs.ts'`,
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

/** The drawings of the icons that the words name, as SVG: what REST answers to who shows them elsewhere. */
async function icons() {
  const words = kinds.flatMap((kind) => catalog[kind])
  const named = words.flatMap((folder) => {
    const [, icon] = /^  icon: '([a-z0-9-]+)',$/m.exec(folder.text('spec.ts')) ?? []
    return icon ? [[folder.type, icon]] : []
  })
  const drawings = new Map()
  for (const icon of new Set(named.map(([, icon]) => icon)))
    drawings.set(icon, await drawing(join(root, `node_modules/lucide-react/dist/esm/icons/${icon}.mjs`)))
  const rows = named.map(([type, icon]) => `${quote(type)}: ${quote(drawings.get(icon) ?? '')}`)
  return [`export const icons: Readonly<Record<string, string>> = ${table(rows)}`]
}

async function drawing(file) {
  if (!existsSync(file)) return undefined
  const { __iconData: data } = await import(pathToFileURL(file).href)
  // An older name of an icon is a file that only hands on the newer one.
  if (!data) {
    const [, newer] = /from '(\.\/[\w-]+\.mjs)'/.exec(readFileSync(file, 'utf8')) ?? []
    return newer ? drawing(join(file, '..', newer)) : undefined
  }
  const shapes = data.node.map(([tag, { key: _, ...attributes }]) => {
    const pairs = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`)
    return `<${tag}${pairs.join('')}/>`
  })
  const style =
    'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
  return `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" ${style}>${shapes.join('')}</svg>`
}

const files = {
  'icons.ts': await icons(),
  'specs.ts': specs(),
  'controls.ts': controls(),
  'activities.ts': activities(),
  'checks.ts': checks(),
  'conditions.ts': judges({
    kind: 'conditions',
    file: 'test.ts',
    name: 'conditionTests',
    shape: 'ConditionTest',
    from: '#engine/flow/triggers/condition.ts',
  }),
  'clocks.ts': judges({
    kind: 'triggers',
    file: 'sync.ts',
    name: 'clocks',
    shape: 'ClockTrigger',
    from: '#engine/catalog/trigger-host.ts',
  }),
  'receivers.ts': judges({
    kind: 'triggers',
    file: 'receive.ts',
    name: 'receivers',
    shape: 'CallTrigger',
    from: '#engine/catalog/trigger-host.ts',
  }),
  'listeners.ts': judges({
    kind: 'triggers',
    file: 'hear.ts',
    name: 'listeners',
    shape: 'ExecutionTrigger',
    from: '#engine/catalog/trigger-host.ts',
  }),
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
