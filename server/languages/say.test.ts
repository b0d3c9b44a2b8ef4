import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import german from '#messages/refusals.de.json'
import { say } from './say.ts'

describe('a refusal', () => {
  test.each([
    ['This request is closed already.', 'Dieser Antrag ist schon abgeschlossen.'],
    [
      'The flow buy in company.team has no revision 3.',
      'Der Ablauf buy in company.team hat keine Revision 3.',
    ],
    [
      'There is no flow a.b, or you may not see it.',
      'Den Ablauf a.b gibt es nicht, oder Sie dürfen ihn nicht sehen.',
    ],
    [
      'The password is the same few characters again and again.',
      'Das Passwort besteht aus immer denselben wenigen Zeichen.',
    ],
    ['{name} (.*) [x] has an account already.', '{name} (.*) [x] hat schon ein Konto.'],
    ['Nobody translated this.', 'Nobody translated this.'],
    ['constructor', 'constructor'],
  ])('%s', (english, translated) => {
    expect(say(english, 'de')).toBe(translated)
    expect(say(english, 'en')).toBe(english)
  })

  test('takes no time where it is long, whatever it holds', () => {
    const long = `The flow ${'in '.repeat(100_000)}`
    expect(say(long, 'de')).toBe(long)
    const began = performance.now()
    say(`The flow ${'has in '.repeat(280)}`, 'de')
    expect(performance.now() - began).toBeLessThan(500)
  })
})

/** Texts of a file that people may read, with `{}` where something is filled in. */
function textsIn(path: string): { refusals: string[]; all: string[] } {
  const refusals: string[] = []
  const all: string[] = []
  const textOf = (node: ts.Node): string[] => {
    if (ts.isStringLiteralLike(node)) return [node.text]
    if (ts.isTemplateExpression(node))
      return [node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('')]
    if (ts.isConditionalExpression(node)) return [...textOf(node.whenTrue), ...textOf(node.whenFalse)]
    return []
  }
  const walk = (node: ts.Node) => {
    all.push(...textOf(node))
    if (ts.isNewExpression(node) && node.expression.getText() === 'AppError')
      refusals.push(...textOf(node.arguments?.[1] ?? node))
    ts.forEachChild(node, walk)
  }
  walk(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true))
  return { refusals, all }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name}`)
}

const shape = (sentence: string) => sentence.replace(/\{\w+\}/g, '{}')
const translated = new Set(Object.keys(german).map(shape))

/** Whose refusals business users meet; what engineers and programs meet may stay English. */
const ofBusiness = [
  'absences',
  'apps',
  'approvals',
  'comments',
  'drafts',
  'files',
  'followers',
  'guests',
  'mail-links',
  'notices',
  'people',
  'requests',
  'resume-links',
  'saved-views',
  'second-factor',
  'single-sign-on',
]

/** Written for those who call the API by a program. */
const ofPrograms = [
  'Revision {} was saved meanwhile: compare before you save over it.',
  'This account has a second factor, so that the password alone opens nothing: use a token (Account, API tokens).',
  'This cursor is not one of ours.',
  'This decisionId was used for another decision.',
  'This password was made for a first sign-in: sign in with a browser and set one of your own.',
]

describe('German refusals', () => {
  test('are there for all that business users can meet', () => {
    const met = ofBusiness
      .flatMap((room) => filesBelow(`server/${room}`))
      .flatMap((path) => textsIn(path).refusals)
    const missing = met.filter((text) => /[a-z]/.test(text.replaceAll('{}', '')) && !translated.has(text))
    expect([...new Set(missing)].filter((text) => !ofPrograms.includes(text))).toEqual([])
  })

  test('translate what is said somewhere', () => {
    const said = ['server', 'engine/flow/approvals'].flatMap(filesBelow).flatMap((path) => textsIn(path).all)
    const all = new Set(said)
    expect(Object.keys(german).filter((english) => !all.has(shape(english)))).toEqual([])
  })

  test('name what the English ones name', () => {
    const names = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort().join()
    expect(Object.entries(german).filter(([english, text]) => names(english) !== names(text))).toEqual([])
  })
})
