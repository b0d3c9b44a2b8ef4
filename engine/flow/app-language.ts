import { blockKeys, layoutKeys, appKeys, partKeys } from './parse/app-keys.ts'
import type { Variable } from './expressions/variables.ts'
import { languageOf, typeWord, wordsOf, type Language, type PropertyWord, type TypeWord } from './language.ts'
import type { BlockSpec } from './spec.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The words of an app's source, beside those of the flows. */
export interface AppLanguage {
  keys: PropertyWord[]
  layout: PropertyWord[]
  /** Of a column or a tab. */
  part: PropertyWord[]
  block: PropertyWord[]
  blocks: TypeWord[]
}

/** What a page would show, or spend, a secret by. */
const hidden: ReadonlySet<string> = new Set(['secret', 'encrypt', 'decrypt'])

/** What templates of an app see of a flow's variables; `app` and `user` are its own. */
const shared: ReadonlySet<string> = new Set([
  'inputs',
  'outputs',
  'execution',
  'flow',
  'labels',
  'namespace',
  'requester',
])

const leaf = (name: string, description: string): Variable => ({ name, description, members: [] })

const own: Variable[] = [
  {
    ...leaf('app', 'The app itself.'),
    members: [
      leaf('id', 'Its id in addresses.'),
      leaf('url', 'Address of its page.'),
      leaf('name', 'Its title.'),
    ],
  },
  {
    ...leaf('user', 'Who looks at the page.'),
    members: [leaf('id', 'Their id.'), leaf('name', 'Their name.'), leaf('email', 'Their mail address.')],
  },
]

const blocksWord: PropertyWord = {
  name: 'blocks',
  description: 'What is shown, one beneath the other.',
  required: true,
  values: [],
  children: [],
  list: true,
}

const made = new WeakMap<Vocabulary, Language & { app: AppLanguage }>()

/** The language of apps as data: completion and documentation beside their editor read it. */
export function appLanguageOf(vocabulary: Vocabulary): Language & { app: AppLanguage } {
  const language = made.get(vocabulary) ?? makeLanguage(vocabulary)
  made.set(vocabulary, language)
  return language
}

function makeLanguage(vocabulary: Vocabulary): Language & { app: AppLanguage } {
  const { expressions, ...flow } = languageOf(vocabulary)
  const layout = {
    ...blocksWord,
    name: 'layout',
    description: 'What the page shows, by moment.',
    required: false,
  }
  return {
    ...flow,
    // the editor asks of flows' own words nothing here
    tasks: flow.tasks.map((word) => ({ ...word, properties: [] })),
    fields: [],
    triggers: [],
    conditions: [],
    app: {
      keys: [...wordsOf(appKeys), layout],
      layout: [...wordsOf(layoutKeys), blocksWord],
      part: [...wordsOf(partKeys.columns), ...wordsOf(partKeys.tabs), blocksWord],
      block: wordsOf(blockKeys).map((word) => (word.name === 'type' ? { ...word, required: true } : word)),
      blocks: [...new Set(vocabulary.blocks.values())].map(blockWord),
    },
    expressions: {
      ...expressions,
      variables: [...expressions.variables.filter(({ name }) => shared.has(name)), ...own],
      functions: expressions.functions.filter(({ name }) => !hidden.has(name)),
    },
  }
}

function blockWord(spec: BlockSpec): TypeWord {
  const branches = spec.holds ? [spec.holds] : []
  const word = typeWord(spec, spec.properties, { branches: [] })
  const held = branches.map((name) => ({ ...blocksWord, name, description: 'What it holds.' }))
  return { ...word, properties: [...word.properties, ...held], branches }
}
