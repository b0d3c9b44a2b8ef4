import { expect, test } from 'vitest'
import { safeLink } from './safe-link.ts'

const own = 'https://formwork.example'

test.each([
  ['/requests/1?a=b#c', { href: '/requests/1?a=b#c', kind: 'own' }],
  ['#answers', { href: '#answers', kind: 'own' }],
  ['https://formwork.example/apps/x?y=1', { href: '/apps/x?y=1', kind: 'own' }],
  ['https://other.example/x', { href: 'https://other.example/x', kind: 'foreign', host: 'other.example' }],
  [
    'http://other.example:8080',
    { href: 'http://other.example:8080/', kind: 'foreign', host: 'other.example:8080' },
  ],
  ['  /apps/x ', { href: '/apps/x', kind: 'own' }],
  ['mailto:nora@formwork.example', { href: 'mailto:nora@formwork.example', kind: 'other' }],
])('%s is an address to go to', (address, link) => {
  expect(safeLink(address, own)).toEqual(link)
})

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  '//evil.example',
  '/\\evil.example',
  'https://user:secret@other.example/',
  'requests/1',
  '',
])('%s is none', (address) => {
  expect(safeLink(address, own)).toBeUndefined()
})
