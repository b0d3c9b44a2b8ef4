import { describe, expect, test } from 'vitest'
import { makePassword } from './password.ts'
import { faultOf, strengthOf } from './password-strength.ts'

const mara = { email: 'mara.holt@formwork.example', name: 'Mara Holt' }

describe('a new password', () => {
  test.each([
    ['', 'too-short'],
    ['hundekuch', 'too-short'],
    ['🐕🐕🐕🐕🐕🐕🐕🐕🐕', 'too-short'],
    ['x9'.repeat(101), 'too-long'],
    ['aaaaaaaaaa', 'repeats'],
    ['ababababab', 'repeats'],
    ['12312312312', 'repeats'],
    ['Password123!', 'common'],
    ['p4ssw0rd2026', 'common'],
    ['P@ssw0rd!!!!', 'common'],
    ['1234567890', 'common'],
    ['qwertyuiop', 'common'],
    ['passwordpassword', 'common'],
    ['Summer2026!!', 'common'],
    ['!!welcome!!1', 'common'],
    ['mara.holt@formwork.example', 'about-you'],
    ['Mara.Holt123', 'about-you'],
    ['MARA  HOLT 1', 'about-you'],
    ['Holt Mara 99', 'about-you'],
  ])('is not %s: %s', (password, fault) => {
    expect(faultOf(password, mara)).toBe(fault)
    expect(strengthOf(password, mara)).toBe('weak')
  })

  test.each([
    'correct horse battery',
    'another good one',
    'hund kuchen lampe',
    'Ünïcödé wörter 😀',
    'k7!rTz#9wQ',
  ])('may be %s', (password) => {
    expect(faultOf(password, mara)).toBeUndefined()
  })

  test('may be one that is made', () => {
    for (let i = 0; i < 200; i++) expect(strengthOf(makePassword(), mara)).toMatch(/^(good|strong)$/)
  })

  test('is judged at once, whatever it is', { timeout: 2_000 }, () => {
    for (const part of ['a', 'ab', 'abc1', '0', '$', 'é', 'aab'])
      expect(strengthOf(`${part.repeat(Math.floor(195 / part.length))}!x9Q`, mara)).toMatch(/^[a-z]+$/)
  })
})

test.each([
  ['abcdefghij1', 'weak'],
  ['hundekuchen', 'weak'],
  ['hundekuchen7', 'fair'],
  ['hund lampe tee', 'good'],
  ['lampe hund kuchen', 'strong'],
  ['correct horse battery', 'strong'],
  ['k7!rTz#9wQpL4x', 'strong'],
])('%s is %s', (password, strength) => {
  expect(strengthOf(password, mara)).toBe(strength)
})
