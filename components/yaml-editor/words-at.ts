import type { AppLanguage } from '#engine/flow/app-language.ts'
import type { Language, PropertyWord, TypeWord } from '#engine/flow/language.ts'
import type { Place } from './place.ts'

/** What an editor knows of its text: the words, and names that templates use and that stand elsewhere. */
export interface EditorLanguage extends Language {
  /** The text is an app. */
  app?: AppLanguage
  /** Of the flow that an app starts. */
  given?: { inputs: string[]; tasks: { id: string; type: string }[] }
}

/** What may be written at a place. */
export interface WordsAt {
  properties: PropertyWord[]
  /** The word whose mapping it is: a task, a field, a trigger. */
  type?: TypeWord
  /** The innermost of them around, where it is inside of one of its properties. */
  owner?: TypeWord
  /** Types that may be named here. */
  types: TypeWord[]
  /** The property that the place is in, where its children are no things of their own. */
  within?: PropertyWord
  kind: Kind
}

/** `part`: a column or a tab of a block; `ordered`: an item that holds a task and what it depends on; `named`: a map whose keys are the author's. */
type Kind =
  | 'flow'
  | 'app'
  | 'layout'
  | 'block'
  | 'part'
  | 'task'
  | 'input'
  | 'output'
  | 'trigger'
  | 'condition'
  | 'ordered'
  | 'named'
  | 'conditions'
  | 'other'

const lists: Readonly<Record<string, Kind>> = {
  tasks: 'task',
  errors: 'task',
  finally: 'task',
  afterExecution: 'task',
  inputs: 'input',
  outputs: 'output',
  triggers: 'trigger',
}

const ordered: PropertyWord[] = [
  ['task', 'The task.'],
  ['dependsOn', 'Ids of the tasks beside it that must have ended first.'],
].map(([name = '', description = '']) => ({
  name,
  description,
  required: name === 'task',
  values: [],
  children: [],
  list: name === 'dependsOn',
}))

/** Follows a place through the language. */
export function wordsAt(language: EditorLanguage, place: Place): WordsAt {
  const { app } = language
  let words: WordsAt = { properties: app?.keys ?? language.flow, types: [], kind: app ? 'app' : 'flow' }
  let level = 0
  for (const step of place.path) {
    if (step === '[]') continue
    level += 1
    words = stepInto(language, words, { step, type: place.types[level] })
  }
  return words
}

function stepInto(
  language: EditorLanguage,
  words: WordsAt,
  { step, type }: { step: string; type: string | undefined },
): WordsAt {
  const kind = kindOf(step, words)
  if (kind === undefined) {
    const within = words.properties.find((word) => word.name === step)
    const owner = words.type ?? words.owner
    return { properties: within?.children ?? [], types: [], within, owner, kind: 'other' }
  }
  if (kind === 'ordered') return { properties: ordered, types: [], kind }
  if (kind === 'named' || kind === 'conditions') return { properties: [], types: [], kind }
  if (kind === 'layout' || kind === 'part')
    return {
      properties: language.app?.[kind] ?? [],
      types: [],
      kind,
      ...(kind === 'part' ? { owner: words.type } : {}),
    }
  return ofKind(language, kind, type)
}

/** What a step leads to; undefined: a property without a meaning of its own. */
function kindOf(step: string, { kind, type }: WordsAt): Kind | undefined {
  if (kind === 'flow') return lists[step]
  if (kind === 'app') return step === 'layout' ? 'layout' : undefined
  if (kind === 'layout' || kind === 'part') return step === 'blocks' ? 'block' : undefined
  if (kind === 'block') return type?.branches.includes(step) ? 'part' : undefined
  if (kind === 'ordered') return step === 'task' ? 'task' : undefined
  if (kind === 'named') return 'task'
  if (kind === 'conditions') return 'condition'
  if (kind === 'trigger') return step === 'conditions' ? 'condition' : undefined
  if (kind === 'condition') {
    if (!type?.branches.includes(step)) return undefined
    return type.branchShapes[step] === 'map' ? 'conditions' : 'condition'
  }
  if (kind !== 'task') return undefined
  if (type?.inputLists.includes(step)) return 'input'
  if (step === 'errors' || step === 'finally') return 'task'
  if (!type?.branches.includes(step)) return undefined
  const shape = type.branchShapes[step]
  return shape === 'ordered' ? 'ordered' : shape === 'map' ? 'named' : 'task'
}

type Typed = 'task' | 'input' | 'output' | 'trigger' | 'condition' | 'block'

function ofKind(language: EditorLanguage, kind: Kind, type: string | undefined): WordsAt {
  const typed = kind as Typed
  const types = {
    task: language.tasks,
    input: language.fields,
    trigger: language.triggers,
    condition: language.conditions,
    block: language.app?.blocks ?? [],
    output: [],
  }[typed]
  const own = typeNamed(types, type)
  const common = typed === 'block' ? (language.app?.block ?? []) : language[typed]
  const names = new Set(own?.properties.map((word) => word.name))
  const properties = [...(own?.properties ?? []), ...common.filter((word) => !names.has(word.name))]
  return { properties, type: own, types, kind }
}

/** The type with a name, however it is spelled. */
export function typeNamed(types: readonly TypeWord[], type: string | undefined): TypeWord | undefined {
  if (type === undefined) return undefined
  return types.find((word) => word.type === type || word.aliases.includes(type))
}
