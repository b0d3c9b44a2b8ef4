import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import messages from '../messages/en.json'

type Tree = { [key: string]: string | Tree }

function pathsOf(tree: Tree, above = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [above + key] : pathsOf(value, `${above}${key}.`),
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

// That none is missing is TypeScript's to see: keys are typed by this file.
test('every message is used', () => {
  expect(pathsOf(messages).filter((path) => !isNamed(path))).toEqual([])
})
