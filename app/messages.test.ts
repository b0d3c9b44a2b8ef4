import { readdirSync, readFileSync } from 'node:fs'
import { createTranslator, type Locale } from 'next-intl'
import { describe, expect, test } from 'vitest'
import german from '../messages/de.json'
import messages from '../messages/en.json'

type Tree = { [key: string]: string | Tree }

/** Every text of a tree by its path: `form.problems.min`. */
function textsOf(tree: Tree, above = ''): [path: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[above + key, value]] : textsOf(value, `${above}${key}.`),
  )
}

const sources = ['app', 'components', 'engine/catalog', 'server/mail']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts'))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')

/** Whether a key is spelled, stands in a namespace of its own, or can be made by a template such as `state.${state}`. */
function isNamed(path: string): boolean {
  const all = path.split('.')
  const parts = all.slice(1)
  const spelled = [`'${parts.join('.')}'`, `${parts.at(-1) ?? ''}:`, `'${parts.at(-1) ?? ''}'`]
  const made = parts.slice(0, -1).map((_, index) => `\`${parts.slice(0, index + 1).join('.')}.\${`)
  const namespaces = parts.slice(0, -1).map((_, index) => `'${all.slice(0, index + 2).join('.')}'`)
  return [...spelled, ...made, ...namespaces].some((text) => sources.includes(text))
}

// That none is missing in English is TypeScript's to see: keys are typed by this file.
test('every message is used', () => {
  const paths = textsOf(messages).map(([path]) => path)
  expect(paths.filter((path) => !isNamed(path))).toEqual([])
})

/** The end of the argument or the text that opens at `start`. */
function closing(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1
    if (text[at] === '}' && (depth -= 1) === 0) return at
  }
  throw new Error(`A brace stays open in “${text}”`)
}

/** Arguments with their kinds, and tags: `count, plural`, `name`, `<code>`; those of a choice's texts as well. */
function argumentsOf(text: string): string[] {
  const found = [...text.matchAll(/<\w+>/g)].map(([tag]) => tag)
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at)) {
    const end = closing(text, at)
    const [name = '', kind, ...choices] = text.slice(at + 1, end).split(',')
    found.push([name, kind].filter(Boolean).join(','))
    const rest = choices.join(',')
    for (let open = rest.indexOf('{'); open >= 0; open = rest.indexOf('{', closing(rest, open)))
      found.push(...argumentsOf(rest.slice(open + 1, closing(rest, open))))
    at = end
  }
  return [...new Set(found)].sort()
}

/** What is shown for any values. */
function shown(locale: Locale, all: Tree, path: string): string {
  const faults: string[] = []
  const t = createTranslator({ locale, messages: all, onError: ({ message }) => faults.push(message) })
  const values: Record<string, unknown> = { most: 'true' }
  for (const name of argumentsOf(String(path.split('.').reduce<unknown>(below, all)))) {
    const [word = '', kind] = name.split(',')
    if (word.startsWith('<')) values[word.slice(1, -1)] = (chunks: unknown) => String(chunks)
    else if (word !== 'most') values[word] = kind === undefined ? 'x' : 2
  }
  const text = String(t.markup(path as never, values as never))
  return faults[0] ?? text
}

function below(tree: unknown, key: string): unknown {
  return typeof tree === 'object' && tree !== null ? (tree as Tree)[key] : undefined
}

describe('German', () => {
  test('has the keys of English, in their order, and no other', () => {
    expect(textsOf(german).map(([path]) => path)).toEqual(textsOf(messages).map(([path]) => path))
  })

  test('takes what English takes in each text', () => {
    const english = new Map(textsOf(messages))
    const others = textsOf(german).filter(
      ([path, text]) => argumentsOf(text).join() !== argumentsOf(english.get(path) ?? '').join(),
    )
    expect(others).toEqual([])
  })

  test('can be shown', () => {
    const paths = textsOf(german).map(([path]) => path)
    expect(paths.filter((path) => /^(INVALID|FORMATTING|MISSING)/.test(shown('de', german, path)))).toEqual(
      [],
    )
  })

  test('is written as German is: no straight or English quotes, a space before an ellipsis after a word', () => {
    const wrong = /["”]|\p{L}\p{L}…/u
    expect(textsOf(german).filter(([, text]) => wrong.test(text))).toEqual([])
  })
})
