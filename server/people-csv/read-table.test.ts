import { describe, expect, test } from 'vitest'
import { csvLine } from '#server/api/csv.ts'
import { readRow } from './read-row.ts'
import { readTable } from './read-table.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const table = (text: string) => readTable(bytes(text))
const row = (cells: Record<string, string>) => readRow({ line: 7, cells })

describe('a file of people', () => {
  test.each([
    ['commas', 'mail,name\r\na@x.example,Ana\r\n'],
    ['semicolons', 'mail;name\na@x.example;Ana\n'],
    ['tabs', 'mail\tname\na@x.example\tAna'],
    ['a mark of its bytes’ order', '\uFEFFmail,name\na@x.example,Ana'],
    ['other spellings of its columns', 'E-Mail,Name\na@x.example,Ana'],
  ])('is read with %s', (_, text) => {
    expect(table(text)).toEqual({
      columns: ['mail', 'name'],
      rows: [{ line: 2, cells: { mail: 'a@x.example', name: 'Ana' } }],
    })
  })

  test('tells the line of each row, also behind empty ones and cells of several lines', () => {
    const { rows } = table('mail,name\n\na@x.example,"Ana\nRuiz"\nb@x.example,Ben\n')
    expect(rows.map(({ line }) => line)).toEqual([3, 5])
  })

  test('gives back what an export has kept from spreadsheets', () => {
    for (const name of ['=1+1', '+49', '-x', '@home', "'quoted", "'=1", 'plain, "said"', '＝1', "' -x"])
      expect(table('mail,name\n' + csvLine(['a@x.example', name])).rows[0]?.cells.name).toBe(name)
  })

  test.each([
    ['', 'is empty'],
    ['name\nAna', 'no column mail'],
    ['mail,shoe size\na,b', 'no column shoe size'],
    ['mail,mail\na,b', 'twice'],
    ['mail,name\n"a', 'cannot be read as CSV'],
    ['mail,name\na@x.example,\0', 'UTF-8'],
  ])('is refused whole: %j', (text, why) => {
    expect(() => table(text)).toThrowError(expect.objectContaining({ code: 'invalid' }))
    expect(() => table(text)).toThrow(why)
  })

  test('is refused with more than 5,000 rows', () => {
    expect(() => table('mail\n' + 'a@x.example\n'.repeat(5001))).toThrow('more than 5000 rows')
  })

  test('is refused where it is no text', () => {
    expect(() => readTable(new Uint8Array([0xff, 0xfe, 0x6d]))).toThrow('UTF-8')
  })
})

describe('a row', () => {
  test('is read whole', () => {
    const cells = {
      mail: 'Ana@X.example',
      name: 'Ana Ruiz',
      groups: 'finance; buyers;finance',
      roles: 'engineer@company.team; viewer',
      manager: 'Boss@X.example',
      timeZone: 'Europe/Madrid',
      language: 'es',
      active: 'No',
    }
    expect(row(cells)).toEqual({
      problems: [],
      given: {
        line: 7,
        email: 'ana@x.example',
        name: 'Ana Ruiz',
        groups: ['finance', 'buyers'],
        roles: [{ role: 'engineer', namespace: 'company.team' }, { role: 'viewer' }],
        manager: 'boss@x.example',
        timeZone: 'Europe/Madrid',
        language: 'es',
        active: false,
      },
    })
  })

  test('says nothing by an empty fact, and empties lists and the manager', () => {
    const { given } = row({ mail: 'a@x.example', name: '', groups: '', manager: '', active: '' })
    expect(given).toMatchObject({ name: undefined, groups: [], manager: null, active: undefined })
    expect(given.roles).toBeUndefined()
  })

  test.each([
    [{ mail: '' }, 'mail', 'is required'],
    [{ mail: 'nobody' }, 'mail', 'is not a mail address'],
    [{ mail: 'a@x.example', timeZone: 'Here' }, 'timeZone', 'is no time zone'],
    [{ mail: 'a@x.example', language: 'English' }, 'language', 'is no language'],
    [{ mail: 'a@x.example', active: 'perhaps' }, 'active', 'is true or false'],
    [{ mail: 'a@x.example', manager: 'the boss' }, 'manager', 'is not a mail address'],
    [{ mail: 'a@x.example', roles: 'viewer@no place' }, 'roles', 'is not a namespace'],
  ])('%j is wrong in %s', (cells, column, message) => {
    expect(row(cells as Record<string, string>).problems).toEqual([
      { line: 7, column, message: expect.stringContaining(message) },
    ])
  })
})
