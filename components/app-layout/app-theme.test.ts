import { expect, test } from 'vitest'
import { accentTokens } from './app-theme.tsx'

test('an app without a colour of its own wears the product’s', () => {
  expect(accentTokens({})).toEqual({})
  expect(accentTokens({ logo: 'nsfile:///logo.svg', accentDark: '#ffffff' })).toEqual({})
})

test('text on the accent is the one that can be read', () => {
  expect(accentTokens({ accent: '#0f5132' })['--color-on-accent']).toBe('light-dark(#ffffff, #ffffff)')
  expect(accentTokens({ accent: '#0f5132', accentDark: '#8ff0b8' })['--color-on-accent']).toBe(
    'light-dark(#ffffff, #000000)',
  )
})
