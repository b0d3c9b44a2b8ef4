import { describe, expect, it } from 'vitest'
import type { Json } from '../../flow.ts'
import { breachOf } from './breach.ts'
import { schemaProblem } from './keywords.ts'

const order: Json = {
  type: 'object',
  required: ['items'],
  additionalProperties: false,
  properties: { items: { type: 'array', minItems: 1, items: { $ref: '#/$defs/item' } }, note: {} },
  $defs: { item: { properties: { amount: { type: 'number', exclusiveMinimum: 0 } }, required: ['amount'] } },
}

describe('a JSON Schema', () => {
  it.each<[Json, Json, string | undefined]>([
    [order, { items: [{ amount: 1 }] }, undefined],
    [order, { items: [{ amount: '1' }] }, '/items/0/amount must be of type number'],
    [order, { items: [{ amount: 1 }, { amount: 0 }] }, '/items/1/amount must be more than 0'],
    [order, { items: [{}] }, '/items/0 must have amount'],
    [order, {}, 'the value must have items'],
    [order, { items: [] }, '/items must have at least 1 entries'],
    [order, { items: [{ amount: 1 }], more: 1 }, '/more must not be there'],
    [{ enum: [1, { a: 2 }] }, { a: 2 }, undefined],
    [{ type: ['string', 'null'] }, 5, 'the value must be of type string or null'],
    [{ pattern: 'b+' }, 'abbc', undefined],
    [{ pattern: '^b' }, 'ab', 'the value must match ^b'],
    [{ multipleOf: 0.1 }, 0.3, undefined],
    [{ anyOf: [{ const: 1 }, { const: 2 }] }, 3, 'the value fits none of the alternatives'],
    [{ oneOf: [{ minimum: 1 }, { minimum: 2 }] }, 3, 'the value must fit exactly one of the alternatives'],
    [
      { if: { required: ['a'] }, then: { required: ['b'] }, else: { required: ['c'] } },
      { a: 1 },
      'the value must have b',
    ],
    [{ not: { type: 'string' } }, 'x', 'the value is what must not be'],
    [
      { prefixItems: [{ type: 'string' }], items: { type: 'number' } },
      ['a', 'b'],
      '/1 must be of type number',
    ],
    [{ format: 'date' }, '2026-13-01', 'the value must be of format date'],
    [{ uniqueItems: true }, [{ a: 1 }, { a: 1 }], 'the value must not repeat an entry'],
    [{ properties: { a: { type: 'string' } } }, JSON.parse('{"__proto__": 1}'), undefined],
  ])('%j over %j', (schema, value, breach) => {
    expect(breachOf(schema, value)).toBe(breach)
    expect(schemaProblem(schema)).toBeUndefined()
  })

  it.each<[Json, string]>([
    [{ unevaluatedProperties: false }, '#/unevaluatedProperties is a keyword that is not supported'],
    [{ properties: { a: { format: 'iri' } } }, '#/properties/a/format has a value that is not allowed'],
    [{ type: 'text' }, '#/type has a value that is not allowed'],
    [{ pattern: '(?<=a)b' }, '#/pattern has a value that is not allowed'],
    [{ $ref: '#/$defs/none' }, '#/$ref points to nothing: #/$defs/none'],
    [{ anyOf: {} }, '#/anyOf must be a list of schemas'],
    ['x', '# must be a map'],
  ])('%j is refused', (schema, problem) => {
    expect(schemaProblem(schema)).toBe(problem)
  })

  it('that goes round and round ends', () => {
    expect(() => breachOf({ $ref: '#' }, 1)).toThrow()
  })
})
