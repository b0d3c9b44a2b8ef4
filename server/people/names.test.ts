import { expect, test } from 'vitest'
import { nameOf, partsOf } from './names.ts'

test.each([
  ['Ana Ruiz', 'Ana', 'Ruiz'],
  ['Ana María Ruiz', 'Ana María', 'Ruiz'],
  ['Plato', 'Plato', ''],
])('%s is first and last', (name, firstName, lastName) => {
  expect(partsOf(name)).toEqual({ firstName, lastName })
})

test.each([
  [{ name: 'Ana Ruiz', firstName: 'Bo' }, 'Old Name', 'Ana Ruiz'],
  [{ firstName: 'Bo' }, 'Ana Ruiz', 'Bo Ruiz'],
  [{ lastName: 'Diaz' }, 'Ana Ruiz', 'Ana Diaz'],
  [{ lastName: null, firstName: 'Bo' }, 'Ana Ruiz', 'Bo Ruiz'],
  [{ firstName: 'Bo', lastName: '' }, 'Ana Ruiz', 'Bo'],
  [{}, 'Ana Ruiz', undefined],
  [{ firstName: 'Bo' }, undefined, 'Bo'],
])('%j after %s', (given, before, wanted) => {
  expect(nameOf(given, before)).toBe(wanted)
})
