import { expect, it } from 'vitest'
import { decidersText } from './deciders-text.ts'

const who = JSON.stringify([
  [
    { group: 'finance', quorum: 2 },
    { group: 'legal', users: ['ana'], quorum: 'any' },
    { managerOf: 'ana', quorum: 'any' },
  ],
  'sequential',
])
const names = new Map([
  ['finance', 'Finance'],
  ['ana', 'Ana Ruiz'],
])

it.each([
  ['en', 'Finance (2 of them), then legal and Ana Ruiz (any one), then manager of Ana Ruiz'],
  [
    'de',
    'Finance (2 davon), dann legal und Ana Ruiz (irgendeine Person), dann die vorgesetzte Person von Ana Ruiz',
  ],
] as const)('says who is asked in %s', (language, expected) => {
  expect(decidersText(who, names, language)).toBe(expected)
})
