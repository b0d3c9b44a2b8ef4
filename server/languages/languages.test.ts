import { expect, test } from 'vitest'
import { acceptedLanguage, languageFor, spoken } from './languages.ts'

test.each([
  ['de', 'de'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['fr-FR, fr;q=0.9, de;q=0.5, en;q=0.7', 'en'],
  ['en;q=0, DE;q=0.1', 'de'],
  ['es', undefined],
  ['*', undefined],
  ['constructor', undefined],
  [';q=;,,=', undefined],
  ['', undefined],
  [null, undefined],
])('of Accept-Language %j the interface speaks %s', (header, language) => {
  expect(acceptedLanguage(header)).toBe(language)
})

test('a person whose language it does not speak reads English', () => {
  expect([languageFor('es'), languageFor('de-CH'), languageFor(undefined)]).toEqual(['en', 'de', 'en'])
  expect(spoken('toString')).toBeUndefined()
})
