import { describe, expect, test } from 'vitest'
import { readClaims, type Claims } from './claims.ts'
import { decide, type Candidate, type MailCandidate } from './decide.ts'
import type { Provider } from './settings.ts'

const provider = { trusted: true, signUp: true } as Provider
const claims: Claims = {
  issuer: 'https://login.example.com',
  subject: '7',
  email: 'ana@example.com',
  emailVerified: true,
  groups: [],
  multiFactor: false,
}
const person: Candidate = { id: 'ana', kind: 'person', active: true, demo: false }
const proven: MailCandidate = { ...person, unproven: false }

test.each<[string, Candidate, object]>([
  ['is let in', person, { do: 'enter', personId: 'ana' }],
  ['who left is refused', { ...person, active: false }, { do: 'refuse', why: 'inactive', personId: 'ana' }],
  ['of the demo is refused', { ...person, demo: true }, { do: 'refuse', why: 'refused', personId: 'ana' }],
  [
    'that is a program is refused',
    { ...person, kind: 'service-account' },
    { do: 'refuse', why: 'refused', personId: 'ana' },
  ],
])('the owner of a known account %s', (_, owner, expected) => {
  expect(decide(provider, claims, { owner })).toEqual(expected)
  // whoever has the mail address now, and whatever the provider is
  const untrusted = { ...provider, trusted: false, signUp: false }
  expect(
    decide(untrusted, { ...claims, emailVerified: false }, { owner, byMail: { ...proven, id: 'ben' } }),
  ).toEqual(expected)
})

describe('an unknown account with the mail address of somebody', () => {
  const refused = (why: string) => ({ do: 'refuse', why, personId: 'ana' })
  test.each<[string, Partial<Provider>, Partial<Claims>, Partial<MailCandidate>, object]>([
    ['is linked', {}, {}, {}, { do: 'link', personId: 'ana' }],
    [
      'is linked, sign-up or not',
      { signUp: false, domains: ['other.example'] },
      {},
      {},
      { do: 'link', personId: 'ana' },
    ],
    ['is not linked by one that is not trusted', { trusted: false }, {}, {}, refused('not-linked')],
    ['is not linked where it is not verified', {}, { emailVerified: false }, {}, refused('not-linked')],
    [
      'is not linked where nobody says that it is verified',
      {},
      { emailVerified: undefined },
      {},
      refused('not-linked'),
    ],
    [
      'is not linked to an account that a stranger may have begun',
      {},
      {},
      { unproven: true },
      refused('not-linked'),
    ],
    ['is never linked to the demo', {}, {}, { demo: true }, refused('refused')],
    ['is never linked to a program', {}, {}, { kind: 'service-account' }, refused('refused')],
    ['is never linked to who left', {}, {}, { active: false }, refused('inactive')],
  ])('%s', (...[, ofProvider, ofClaims, ofPerson, expected]) => {
    const byMail = { ...proven, ...ofPerson }
    expect(decide({ ...provider, ...ofProvider }, { ...claims, ...ofClaims }, { byMail })).toEqual(expected)
  })
})

describe('an unknown account that nobody has the mail address of', () => {
  const signUp = { do: 'sign-up', email: 'ana@example.com' }
  const refused = (why: string) => ({ do: 'refuse', why })
  test.each<[string, Partial<Provider>, Partial<Claims>, object]>([
    ['has a person made', {}, {}, signUp],
    ['has a person made by one that is not trusted', { trusted: false }, {}, signUp],
    ['has a person made by one that is trusted and never says', {}, { emailVerified: undefined }, signUp],
    [
      'needs a word that the address is theirs',
      { trusted: false },
      { emailVerified: undefined },
      refused('not-verified'),
    ],
    ['is refused where it is not theirs', {}, { emailVerified: false }, refused('not-verified')],
    ['needs an address', {}, { email: undefined }, refused('no-mail')],
    ['needs sign-up', { signUp: false }, {}, refused('no-sign-up')],
    ['may be of a domain', { domains: ['example.com'] }, {}, signUp],
    ['is refused of another domain', { domains: ['ample.com', 'com'] }, {}, refused('domain')],
    [
      'is refused of a domain below',
      { domains: ['example.com'] },
      { email: 'ana@x.example.com' },
      refused('domain'),
    ],
  ])('%s', (...[, ofProvider, ofClaims, expected]) => {
    expect(decide({ ...provider, ...ofProvider }, { ...claims, ...ofClaims }, {})).toEqual(expected)
  })
})

describe('claims', () => {
  const token = { iss: 'https://i', sub: '7' }
  const read = (ofToken: object, userinfo: object = {}) =>
    readClaims(
      { groupsClaim: 'groups', managerClaim: 'boss' },
      { ...token, ...ofToken },
      userinfo as Record<string, unknown>,
    )

  test.each<[string, object, object, Partial<Claims>]>([
    [
      'a mail address and the word on it',
      { email: 'A@X.example', email_verified: true },
      {},
      { email: 'a@x.example', emailVerified: true },
    ],
    [
      'the word of the same source only',
      { email: 'a@x.example' },
      { email: 'b@x.example', email_verified: true },
      { email: 'a@x.example', emailVerified: undefined },
    ],
    [
      'the word of the other on the same address',
      { email: 'a@x.example' },
      { email: 'a@x.example', email_verified: true },
      { email: 'a@x.example', emailVerified: true },
    ],
    [
      'a text that is no word',
      { email: 'a@x.example', email_verified: 'true' },
      {},
      { emailVerified: false },
    ],
    ['no address that is none', { email: 'a@@x' }, {}, { email: undefined }],
    [
      'the userinfo',
      {},
      { email: 'a@x.example', email_verified: false, name: 'A', groups: ['g'] },
      { email: 'a@x.example', emailVerified: false, name: 'A', groups: ['g'] },
    ],
    ['two parts of a name', { given_name: 'Ana', family_name: 'Ruiz' }, {}, { name: 'Ana Ruiz' }],
    ['groups that are texts', { groups: ['a', 7, null, 'b'] }, {}, { groups: ['a', 'b'] }],
    ['the token before the userinfo', { groups: [] }, { groups: ['a'] }, { groups: [] }],
    ['one group', { groups: 'a' }, {}, { groups: ['a'] }],
    ['no groups in another shape', { groups: { a: true } }, {}, { groups: [] }],
    ['the manager', { boss: ' ben@x.example ' }, {}, { manager: 'ben@x.example' }],
    ['no manager that is no text', { boss: { id: 7 } }, {}, { manager: undefined }],
    ['more than a password', { amr: ['pwd', 'mfa'] }, {}, { multiFactor: true }],
    ['more than a password from the token only', {}, { amr: ['mfa'] }, { multiFactor: false }],
  ])('are read: %s', (...[, ofToken, userinfo, expected]) => {
    expect(read(ofToken, userinfo)).toMatchObject(expected)
  })
})
