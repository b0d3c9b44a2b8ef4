import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const documents = [
  'docs/security.md',
  'docs/threat-model.md',
  'docs/rights.md',
  'ARCHITECTURE.md',
  'README.md',
]
const rooms = /^(app|components|engine|server|tests|prisma|scripts|examples|docs)\//

describe.each(documents)('%s', (document) => {
  const text = readFileSync(document, 'utf8')

  test('names only what is there', () => {
    const named = [...text.matchAll(/`([^`\s]+)`/g)].map(([, name = '']) => name)
    const files = named.filter((name) => rooms.test(name) && !/[<*{[]/.test(name))
    expect(files.filter((name) => !existsSync(name))).toEqual([])
  })

  test('links only to what is there', () => {
    const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link = '']) => link)
    const local = links.filter((link) => !/^[a-z]+:/.test(link))
    expect(local.filter((link) => !existsSync(path.join(path.dirname(document), link)))).toEqual([])
  })

  test('names tests by what they are called', () => {
    const named = [...text.matchAll(/`([^`\s]+)` "([^"]+)"/g)]
    const gone = named.filter(([, file = '', title = '']) => !readFileSync(file, 'utf8').includes(title))
    expect(gone.map(([whole]) => whole)).toEqual([])
  })
})
