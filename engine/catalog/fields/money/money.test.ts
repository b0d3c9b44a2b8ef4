import { expect, it } from 'vitest'
import type { Input } from '#engine/flow/flow.ts'
import check from './check.ts'
import spec from './spec.ts'

const read = (raw: unknown, options: object = {}) => {
  const input = { id: 'x', type: spec.type, required: true, options: spec.options.parse(options) } as Input
  const result = check.read(raw, input)
  return 'problem' in result ? [result.problem.code, ...Object.values(result.problem.params)] : result.value
}

it.each([
  ['1200.50', {}, { amount: 1200.5, currency: 'EUR' }],
  ['1200 usd', { currencies: ['EUR', 'USD'] }, { amount: 1200, currency: 'USD' }],
  ['EUR 5', {}, { amount: 5, currency: 'EUR' }],
  [{ amount: '7.20', currency: 'EUR' }, {}, { amount: 7.2, currency: 'EUR' }],
  ['{"amount": 3}', {}, { amount: 3, currency: 'EUR' }],
  [{ amount: '' }, {}, undefined],
  ['5 USD', {}, ['currency', 'EUR']],
  ['1.005', {}, ['decimals', 2]],
  ['1.500', {}, { amount: 1.5, currency: 'EUR' }],
  ['5.5', { currency: 'JPY' }, ['decimals', 0]],
  ['1234567890123.456', {}, ['wrong-type', 'MONEY']],
  ['1e5', {}, ['wrong-type', 'MONEY']],
  ['1,200', {}, ['wrong-type', 'MONEY']],
  [{ amount: Number.NaN }, {}, ['wrong-type', 'MONEY']],
  ['0', { min: 0.01 }, ['min', 0.01]],
  ['9', { max: 8 }, ['max', 8]],
])('reads %j with %j', (raw, options, expected) => {
  expect(read(raw, options)).toEqual(expected)
})

it.each([
  ['1200.50', {}, { amount: '1200.50', currency: 'EUR' }],
  ['1200.50 €', {}, { amount: '1200.50', currency: 'EUR' }],
  ['$7', { currencies: ['EUR', 'USD'] }, { amount: '7', currency: 'USD' }],
  ['usd 7', { currencies: ['EUR', 'USD'] }, { amount: '7', currency: 'USD' }],
  ['7 GBP', {}, { amount: '7 GBP', currency: 'EUR' }],
  ['', {}, ''],
])('takes %j from a spreadsheet with %j', (text, options, expected) => {
  const column = { options: spec.options.parse(options), choices: [] }
  expect(check.fromText?.(text, column, (number) => number)).toEqual(expected)
})

it('takes an amount from a spreadsheet as the language of its reader writes it', () => {
  const column = { options: spec.options.parse({}), choices: [] }
  const german = (number: string) => number.replace('.', '').replace(',', '.')
  expect(check.fromText?.('1.200,50 €', column, german)).toEqual({ amount: '1200.50', currency: 'EUR' })
})
