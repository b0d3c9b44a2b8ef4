import { expect, test } from 'vitest'
import type { Input, Json } from '#engine/flow/flow.ts'
import { displayOf } from './shown-value.ts'

const reader = { language: 'en', timeZone: 'UTC' }
const column = (id: string, type: string): Input => ({ id, type, required: true, options: {} })
const items: Input = {
  ...column('items', 'TABLE'),
  columns: [column('name', 'STRING'), column('price', 'MONEY')],
}

test.each<[Json, string]>([
  ['2026-02-28', '28 Feb 2026'],
  // no calendar has that day: it is a text
  ['2026-02-31', '2026-02-31'],
  ['2026-02-31T10:00:00Z', '2026-02-31T10:00:00Z'],
  // a year that no medium date tells from another
  ['0000-01-01', '0000-01-01'],
  [{ amount: 1200.5, currency: 'EUR' }, '€1,200.50'],
  [{ amount: 5, currency: 'JPY' }, '¥5'],
  [{ amount: 1.234, currency: 'KWD' }, 'KWD 1.234'],
  // nothing is rounded away
  [{ amount: 5.009, currency: 'EUR' }, '€5.009'],
  [{ amount: 5.5, currency: 'JPY' }, '¥5.5'],
  // what stands beside an amount is not left out
  [{ amount: 5, currency: 'EUR', iban: 'X1' }, '{"amount":5,"currency":"EUR","iban":"X1"}'],
])('%j is shown as %s', (value, text) => {
  expect(displayOf(value, { reader }).replaceAll('\u00a0', ' ')).toBe(text)
})

test('a length of time is shown in words, a text that looks like one is not', () => {
  const wait = column('wait', 'DURATION')
  expect(displayOf('PT90M', { input: wait, reader })).toBe('1 hour 30 minutes')
  expect(displayOf('P2D', { input: wait, reader: { ...reader, language: 'de' } })).toBe('2 Tage')
  expect(displayOf('P2D', { input: column('code', 'STRING'), reader })).toBe('P2D')
  const plan = { ...column('plan', 'TABLE'), columns: [wait] }
  expect(displayOf([{ wait: 'PT5M' }], { input: plan, reader })).toBe('Wait: 5 minutes')
})

test('a text in a table cannot look like one more row', () => {
  const rows = [{ name: 'Lamp\nName: Desk, Price: €1.00', price: { amount: 9, currency: 'EUR' } }]
  expect(displayOf(rows, { input: items, reader })).toBe('Name: Lamp Name: Desk, Price: €1.00, Price: €9.00')
})
