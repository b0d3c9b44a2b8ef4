import type { Language, PropertyWord, TypeWord } from '#engine/flow/language.ts'
import type { Place } from './place.ts'

/** What may be written at a place. */
export interface WordsAt {
  properties: PropertyWord[]
  /** The word whose mapping it is: a task, a field, a trigger. */
  type?: TypeWord
  /** Types that may be named here. */
  types: TypeWord[]
}

type Kind = 'task' | 'input' | 'output' | 'trigger'

const lists: Readonly<Record<string, Kind>> = {
  tasks: 'task',
  errors: 'task',
  finally: 'task',
  inputs: 'input',
  outputs: 'output',
  triggers: 'trigger',
}

/** Follows a place through the language. */
export function wordsAt(language: Language, place: Place): WordsAt {
  let words: WordsAt = { properties: language.flow, types: [] }
  let kind: Kind | 'flow' | 'other' = 'flow'
  let level = 0
  for (const step of place.path) {
    if (step === '[]') continue
    level += 1
    const next = kindOf(step, { kind, type: words.type })
    if (next) {
      kind = next
      words = ofKind(language, next, place.types[level])
    } else {
      kind = 'other'
      words = { properties: words.properties.find((word) => word.name === step)?.children ?? [], types: [] }
    }
  }
  return words
}

function kindOf(step: string, at: { kind: Kind | 'flow' | 'other'; type?: TypeWord }): Kind | undefined {
  if (at.kind === 'flow') return lists[step]
  if (at.kind !== 'task') return undefined
  return at.type?.branches.includes(step) || step === 'errors' || step === 'finally' ? 'task' : undefined
}

function ofKind(language: Language, kind: Kind, type: string | undefined): WordsAt {
  const types = { task: language.tasks, input: language.fields, trigger: language.triggers, output: [] }[kind]
  const own = types.find((word) => word.type === type || (type !== undefined && word.aliases.includes(type)))
  const common = language[kind]
  const names = new Set(own?.properties.map((word) => word.name))
  const children = [...(own?.properties ?? []), ...common.filter((word) => !names.has(word.name))]
  return { properties: children, type: own, types }
}

/** Ids in a document by the list they stand in: for `inputs.` and `outputs.`. */
export function idsIn(lines: readonly string[]): {
  inputs: string[]
  tasks: { id: string; type?: string }[]
} {
  const inputs: string[] = []
  const tasks: { id: string; type?: string }[] = []
  let list = ''
  for (const line of lines) {
    const root = /^([\w-]+)\s*:/.exec(line)?.[1]
    if (root !== undefined) list = root
    const id = /^\s*(?:-\s+)?id:\s*["']?([\w.-]+)/.exec(line)?.[1]
    const type = /^\s*(?:-\s+)?type:\s*["']?([\w.-]+)/.exec(line)?.[1]
    const last = tasks.at(-1)
    if (id !== undefined && list === 'inputs') inputs.push(id)
    if (id !== undefined && ['tasks', 'errors', 'finally'].includes(list)) tasks.push({ id })
    else if (type !== undefined && last && !last.type && list !== 'inputs') last.type = type
  }
  return { inputs, tasks }
}
