import { describe, expect, it } from 'vitest'
import { statementsIn } from './sql-text.ts'

const texts = (sql: string) => statementsIn(sql).map(({ text }) => text)

describe('statements of a text', () => {
  it.each([
    ['SELECT 1', ['SELECT 1']],
    ['SELECT 1;\n\nSELECT 2;\n', ['SELECT 1', 'SELECT 2']],
    [' ; -- nothing;\n /* nor; here */ ;', []],
    ["SELECT ';' , \"a;b\" ; SELECT 'it''s;'", ['SELECT \';\' , "a;b"', "SELECT 'it''s;'"]],
    ["SELECT E'\\';' ; SELECT 2", ["SELECT E'\\';'", 'SELECT 2']],
    ['SELECT 1 -- a; b\n + 1; SELECT 2', ['SELECT 1 -- a; b\n + 1', 'SELECT 2']],
    ['SELECT /* a /* b; */ c; */ 1; SELECT 2', ['SELECT /* a /* b; */ c; */ 1', 'SELECT 2']],
    ['DO $$ BEGIN x; END $$; SELECT 2', ['DO $$ BEGIN x; END $$', 'SELECT 2']],
    ['DO $a$ x; $$ y; $a$; SELECT 2', ['DO $a$ x; $$ y; $a$', 'SELECT 2']],
    ['SELECT $1; SELECT a$b; SELECT c$d', ['SELECT $1', 'SELECT a$b', 'SELECT c$d']],
  ])('%j', (sql, expected) => {
    expect(texts(sql)).toEqual(expected)
  })
})

describe('names in it', () => {
  const bound = (sql: string) => statementsIn(sql, { a: 1, b: "x'; DROP" })

  it('become numbers, the same name the same one, for each statement anew', () => {
    expect(bound('SELECT :a, :b, :a; SELECT :b')).toEqual([
      { text: 'SELECT $1, $2, $1', values: [1, "x'; DROP"] },
      { text: 'SELECT $1', values: ["x'; DROP"] },
    ])
  })

  it('are none in quotes, comments, casts and slices', () => {
    const sql = 'SELECT \':a\' || x::text, (y)[1:2], ":a" -- :a\n FROM t WHERE z := 1'
    expect(bound(sql)).toEqual([{ text: sql, values: [] }])
  })

  it('need a value', () => {
    expect(() => bound('SELECT :c')).toThrow('no value for :c')
    expect(() => bound('SELECT :constructor')).toThrow('no value')
    expect(statementsIn('SELECT :c')).toEqual([{ text: 'SELECT :c', values: [] }])
  })
})
