import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import type { Language, PropertyWord } from '#engine/flow/language.ts'
import { placeAt, templateBefore, type Place } from './place.ts'
import { idsIn, wordsAt } from './words-at.ts'

/** Suggestions for what may be written at the cursor. */
export function completionOf(language: Language) {
  return (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos)
    const before = line.text.slice(0, context.pos - line.from)
    const lines = context.state.doc.toString().split('\n')
    const template = templateBefore(before)
    if (template !== undefined) return inTemplate(language, lines, { template, pos: context.pos })
    const place = placeAt(lines, line.number - 1, before.length)
    if (!context.explicit && place.text === '' && place.key === undefined) return null
    const options = place.key === undefined ? keys(language, place) : values(language, place, place.key)
    if (options.length === 0) return null
    return { from: context.pos - place.text.length, options, validFor: /^[\w.-]*$/ }
  }
}

function keys(language: Language, place: Place): Completion[] {
  const { properties } = wordsAt(language, place)
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

function values(language: Language, place: Place, key: string): Completion[] {
  const { properties, types } = wordsAt(language, place)
  if (key === 'type')
    return types.map((word) => ({
      label: word.type,
      type: 'type',
      detail: word.title,
      info: word.description,
    }))
  const word = properties.find((property) => property.name === key)
  return (word?.values ?? []).map((value) => ({ label: value, type: 'enum' }))
}

const roots = ['inputs', 'outputs', 'vars', 'flow', 'execution', 'requester', 'labels', 'trigger', 'taskrun']

function inTemplate(
  language: Language,
  lines: readonly string[],
  { template, pos }: { template: string; pos: number },
): CompletionResult | null {
  const [text = ''] = /[\w.-]*$/.exec(template) ?? []
  const lead = template.slice(0, template.length - text.length).trimEnd()
  const from = pos - text.length + (text.lastIndexOf('.') + 1)
  const at = (options: Completion[]): CompletionResult => ({ from, options, validFor: /^[\w-]*$/ })
  if (lead.endsWith('|')) return at(language.expressions.filters.map((word) => described(word, 'function')))
  if (/\bis(\s+not)?$/.test(lead))
    return at(language.expressions.tests.map((word) => described(word, 'keyword')))
  const ids = idsIn(lines)
  const owner = text.slice(0, Math.max(0, text.lastIndexOf('.')))
  if (owner === 'inputs') return at(ids.inputs.map((id) => ({ label: id, type: 'variable' })))
  if (owner === 'outputs')
    return at(ids.tasks.map(({ id, type }) => ({ label: id, type: 'variable', detail: type })))
  const task = ids.tasks.find(({ id }) => owner === `outputs.${id}`)
  if (task) {
    const type = language.tasks.find((word) => word.type === task.type)
    return at(
      (type?.outputs ?? []).map((word) => ({ label: word.name, type: 'property', info: word.description })),
    )
  }
  if (owner !== '') return null
  return at([
    ...roots.map((label): Completion => ({ label, type: 'variable', boost: 5 })),
    ...language.expressions.functions.map((word) => described(word, 'function')),
  ])
}

function described({ name, description }: { name: string; description: string }, type: string): Completion {
  return { label: name, type, info: description }
}
