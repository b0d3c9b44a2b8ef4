import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import type { EditorView } from '@codemirror/view'
import type { PropertyWord, TypeWord } from '#engine/flow/language.ts'
import { namesIn, taskAt, type NamesIn } from './names-in.ts'
import { placeAt, templateBefore, type Place } from './place.ts'
import { membersOf, stepsOf, type TemplateWord } from './template-words.ts'
import { wordsAt, type WordsAt, type EditorLanguage } from './words-at.ts'

/** What the page can be asked of the world outside the text. */
export interface Outside {
  /** Keys of the key-value store that a flow of the namespace reads. */
  keysOf?(namespace: string): Promise<string[]>
  /** Business calendars that something can be due on. */
  calendars?(): Promise<CalendarName[]>
}

export interface CalendarName {
  slug: string
  /** What people call it. */
  name: string
}

/** Suggestions for what may be written at the cursor. */
export function completionOf(language: EditorLanguage, outside: Outside) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const line = context.state.doc.lineAt(context.pos)
    const before = line.text.slice(0, context.pos - line.from)
    const lines = context.state.doc.toString().split('\n')
    const names = namesIn(lines)
    const template = templateBefore([...lines.slice(0, line.number - 1), before])
    if (template !== undefined) {
      const own = taskAt(lines, line.number - 1)
      const at = { language, names, line: line.number - 1, own }
      return (
        (await keysIn(outside, names, { template, pos: context.pos })) ??
        inTemplate(at, { template, pos: context.pos })
      )
    }
    const place = placeAt(lines, line.number - 1, before.length)
    if (!context.explicit && place.text === '' && place.key === undefined) return null
    const words = wordsAt(language, place)
    const [text = ''] = /[^\s,[\]{}"']*$/.exec(place.text) ?? []
    const options =
      place.key === undefined && !isScalar(words, place)
        ? keys(words, place)
        : [...values(words, place, { names, typed: text }), ...(await calendarsAt(outside, place))]
    if (options.length === 0) return null
    return { from: context.pos - text.length, options, validFor: /^[\w.-]*$/ }
  }
}

/** An item of a list whose items are no maps: what is written is a value. */
function isScalar({ properties, within, kind }: WordsAt, { path }: Place): boolean {
  return kind === 'other' && path.at(-1) === '[]' && properties.length === 0 && within !== undefined
}

function keys({ properties }: WordsAt, place: Place): Completion[] {
  return properties
    .filter((word) => !place.siblings.includes(word.name))
    .map((word) => ({
      label: word.name,
      type: 'property',
      detail: word.required ? '*' : undefined,
      info: word.description || undefined,
      apply: `${word.name}:${opens(word) ? '' : ' '}`,
      boost: word.required ? 10 : 0,
    }))
}

function opens(word: PropertyWord): boolean {
  return word.list || word.children.length > 0
}

function values(
  words: WordsAt,
  place: Place,
  { names, typed }: { names: NamesIn; typed: string },
): Completion[] {
  if (place.key === 'type' && words.types.length > 0)
    return words.types.flatMap((word) => spellings(word, typed))
  const word =
    place.key === undefined ? words.within : words.properties.find(({ name }) => name === place.key)
  const ids = idsFor(words, { place, name: word?.name, names })
  return [
    ...ids.map((id): Completion => ({ label: id, type: 'variable' })),
    ...(word?.values ?? []).map((value): Completion => ({ label: value, type: 'enum' })),
  ]
}

/** Kestra's long names are offered to who begins to write one. */
function spellings(word: TypeWord, typed: string): Completion[] {
  const own: Completion = { label: word.type, type: 'type', detail: word.title, info: word.description }
  if (!typed.startsWith('io.')) return [own]
  // the first is the name of today
  return word.aliases.slice(0, 1).map((alias) => ({ ...own, label: alias }))
}

/** Ids that a property names: tasks that others wait for, inputs that others follow. */
function idsFor(
  { kind }: WordsAt,
  { place, name, names }: { place: Place; name: string | undefined; names: NamesIn },
): string[] {
  const tasks = names.tasks.map(({ id }) => id)
  const steps = place.path.filter((step) => step !== '[]')
  if (name === 'dependsOn' && (kind === 'ordered' || steps.at(-1) === 'dependsOn')) return tasks
  if (name === 'inputs' && steps.includes('dependsOn')) return names.inputs
  return name === 'tasks' && steps[0] === 'stages' ? tasks : []
}

/** Calendars where a due date names one. */
async function calendarsAt({ calendars }: Outside, { key, path }: Place): Promise<Completion[]> {
  if (key !== 'calendar' || path.at(-1) !== 'due' || !calendars) return []
  const found = await calendars()
  return found.map(({ slug, name }) => ({ label: slug, type: 'constant', detail: name }))
}

interface InTemplate {
  template: string
  pos: number
}

/** Keys of the store inside of `kv('…`. */
async function keysIn(
  { keysOf }: Outside,
  { namespace }: NamesIn,
  { template, pos }: InTemplate,
): Promise<CompletionResult | null> {
  const typed = /\bkv\(\s*(?:key\s*=\s*)?["']([\w.-]*)$/.exec(template)?.[1]
  if (typed === undefined || !keysOf || !namespace) return null
  const found = await keysOf(namespace)
  const options = found.map((label): Completion => ({ label, type: 'constant' }))
  return { from: pos - typed.length, options, validFor: /^[\w.-]*$/ }
}

function inTemplate(
  at: Parameters<typeof membersOf>[0],
  { template, pos }: InTemplate,
): CompletionResult | null {
  const [text = ''] = /\w*$/.exec(template) ?? []
  const lead = template.slice(0, template.length - text.length)
  const give = (words: readonly TemplateWord[]): CompletionResult | null =>
    words.length === 0 ? null : { from: pos - text.length, options: words.map(option), validFor: /^\w*$/ }
  const { filters, tests } = at.language.expressions
  const words = lead.trimEnd()
  if (words.endsWith('|')) return give(filters.map((word) => ({ ...word, kind: 'filter' })))
  if (words !== lead && /\bis(\s+not)?$/.test(words))
    return give(tests.map((word) => ({ ...word, kind: 'test' })))
  const [path = ''] = /(?:[A-Za-z_]\w*|\[["'][^"']*["']\]|\.)*$/.exec(lead) ?? []
  if (path !== '' && !path.endsWith('.')) return null
  const steps = stepsOf(path.replace(/\.$/, ''))
  return steps ? give(membersOf(at, steps)) : null
}

function option({ name, description, kind }: TemplateWord): Completion {
  const common = { label: name, info: description || undefined, boost: kind === 'variable' ? 5 : 0 }
  if (kind !== 'variable' || /^[A-Za-z_]\w*$/.test(name)) return { ...common, type: kind }
  return { ...common, type: kind, apply: inBrackets }
}

/** A name that is no word stands in brackets, in the place of its dot. */
function inBrackets(view: EditorView, { label }: Completion, ...[from, to]: [number, number]): void {
  const dot = view.state.doc.sliceString(from - 1, from) === '.' ? 1 : 0
  const insert = `['${label}']`
  view.dispatch({
    changes: { from: from - dot, to, insert },
    selection: { anchor: from - dot + insert.length },
    userEvent: 'input.complete',
  })
}
