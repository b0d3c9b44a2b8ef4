import type { PropertyWord } from '#engine/flow/language.ts'
import type { NamesIn } from './names-in.ts'
import { typeNamed, type EditorLanguage } from './words-at.ts'

/** A word of an expression, with what there is to say about it. */
export interface TemplateWord {
  name: string
  description: string
  /** `variable` and `property` stand on a path; the others alone. */
  kind: 'variable' | 'property' | 'function' | 'filter' | 'test'
}

const variable = (name: string, description = ''): TemplateWord => ({ name, description, kind: 'variable' })
const property = ({ name, description }: PropertyWord): TemplateWord => ({
  name,
  description,
  kind: 'property',
})

interface TemplateAt {
  language: EditorLanguage
  names: NamesIn
  /** Line of the cursor, from 0: outputs are of tasks above it. */
  line: number
  /** Id of the task that the cursor is in. */
  own?: string
}

/** What may follow a path such as `outputs.ask`; an empty path begins. */
export function membersOf(
  { language, names, line, own }: TemplateAt,
  path: readonly string[],
): TemplateWord[] {
  const [root, ...rest] = path
  const { variables, functions } = language.expressions
  if (root === undefined)
    return [
      ...variables.map(({ name, description }) => variable(name, description)),
      ...functions.map((word): TemplateWord => ({ ...word, kind: 'function' })),
    ]
  if (root === 'inputs') return nested([...names.inputs, ...(language.given?.inputs ?? [])], rest)
  if (root === 'vars') return rest.length === 0 ? names.variables.map((name) => variable(name)) : []
  if (root === 'trigger' && rest.length === 0)
    return names.triggers.flatMap((type) => typeNamed(language.triggers, type)?.outputs.map(property) ?? [])
  if (root === 'outputs' || root === 'tasks') {
    const given = language.given?.tasks ?? []
    const above = [...given, ...names.tasks.filter((task) => task.line < line && task.id !== own)]
    if (rest.length === 0)
      return above
        .filter(({ type }) => !typeNamed(language.fields, type))
        .map(({ id, type }) => variable(id, typeNamed(language.tasks, type)?.title ?? type ?? ''))
    const task = [...given, ...names.tasks].find(({ id }) => id === rest[0])
    if (root === 'outputs' && rest.length === 2 && task)
      return askedBy(language, names, { task, list: rest[1] ?? '' })
    if (root === 'tasks' || rest.length > 1 || !task) return []
    return typeNamed(language.tasks, task.type)?.outputs.map(property) ?? []
  }
  const found = variables.find(({ name }) => name === root)
  return rest.length === 0
    ? (found?.members.map(({ name, description }) => variable(name, description)) ?? [])
    : []
}

/** Ids of the inputs that a task asks for while it waits: they stand below it, and before the next task. */
function askedBy(
  language: EditorLanguage,
  { tasks }: NamesIn,
  { task, list }: { task: { id: string; type?: string }; list: string },
): TemplateWord[] {
  if (typeNamed(language.tasks, task.type)?.inputLists.includes(list) !== true) return []
  const at = tasks.findIndex(({ id }) => id === task.id)
  const below = at < 0 ? [] : tasks.slice(at + 1)
  const end = below.findIndex(({ type }) => !typeNamed(language.fields, type))
  return (end < 0 ? below : below.slice(0, end)).map(({ id, type }) => variable(id, type))
}

/** The next parts of dotted ids. */
function nested(ids: readonly string[], path: readonly string[]): TemplateWord[] {
  const lead = path.map((step) => `${step}.`).join('')
  const next = ids.filter((id) => id.startsWith(lead)).map((id) => id.slice(lead.length).split('.')[0] ?? '')
  return [...new Set(next)].filter((name) => name !== '').map((name) => variable(name))
}

/** `outputs['a-b'].value` as steps; what cannot be a path of names is undefined. */
export function stepsOf(text: string): string[] | undefined {
  const steps: string[] = []
  let rest = text
  while (rest !== '') {
    const [whole, dotted, quoted] = /^(?:\.?([A-Za-z_]\w*)|\[["']([^"']*)["']\])/.exec(rest) ?? []
    if (whole === undefined) return undefined
    steps.push(dotted ?? quoted ?? '')
    rest = rest.slice(whole.length)
  }
  return steps
}

/** What a name in a template means: `before` is the template up to it. */
export function meaningOf(at: TemplateAt, before: string, name: string): TemplateWord | undefined {
  const { filters, tests } = at.language.expressions
  const lead = before.trimEnd()
  if (lead.endsWith('|')) return filtered(filters, name, 'filter')
  if (/\bis(\s+not)?$/.test(lead)) return filtered(tests, name, 'test')
  const [path = ''] = /(?:[A-Za-z_]\w*|\[["'][^"']*["']\]|\.)*$/.exec(before) ?? []
  const steps = stepsOf(path.replace(/\.$/, ''))
  return steps && membersOf(at, steps).find((word) => word.name === name)
}

function filtered(
  words: readonly { name: string; description: string }[],
  name: string,
  kind: 'filter' | 'test',
): TemplateWord | undefined {
  const word = words.find((one) => one.name === name)
  return word && { ...word, kind }
}
