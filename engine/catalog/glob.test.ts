import { describe, expect, it } from 'vitest'
import { globMatcher } from './glob.ts'

const names = ['a.csv', 'b.json', 'out/a.csv', 'out/deep/c.csv', 'we[i]rd.txt', 'x.tar.gz']
const fits = (pattern: string) => names.filter(globMatcher(pattern))

describe('patterns of file names', () => {
  it.each([
    ['*.csv', ['a.csv']],
    ['./*.csv', ['a.csv']],
    ['**/*.csv', ['a.csv', 'out/a.csv', 'out/deep/c.csv']],
    ['out/**', ['out/a.csv', 'out/deep/c.csv']],
    ['out/*', ['out/a.csv']],
    ['out/*/**', ['out/deep/c.csv']],
    ['**', names],
    ['?.csv', ['a.csv']],
    ['*.{csv,json}', ['a.csv', 'b.json']],
    ['{a,{b,x}*}.{csv,json,gz}', ['a.csv', 'b.json', 'x.tar.gz']],
    ['[ab].*', ['a.csv', 'b.json']],
    ['[!a].*', ['b.json', 'x.tar.gz']],
    ['we\\[i\\]rd.txt', ['we[i]rd.txt']],
    ['a+csv', []],
    ['a.csv', ['a.csv']],
    ['[', []],
    ['{a', []],
  ])('%s', (pattern, expected) => {
    expect(fits(pattern)).toEqual(expected)
  })

  it('take no long time, whatever they are', () => {
    const hostile = globMatcher('*a'.repeat(120))
    expect(hostile(`${'a'.repeat(250)}b`)).toBe(false)
    expect(() => globMatcher('{a,b}'.repeat(10))).toThrow('too many alternatives')
  })
})
