import { describe, expect, it } from 'vitest'
import { runOn } from '#engine/catalog/test-files.ts'
import run from './activity.ts'
import spec from './spec.ts'

const from = 'kestra:///list.csv'

async function read(text: string | Uint8Array, properties: Record<string, unknown> = {}) {
  const { files, lines, result } = await runOn({ spec, run }, { from, ...properties }, { [from]: text })
  const rows = (files[0]?.text ?? '').split('\n').filter(Boolean)
  return { rows: rows.map((row) => JSON.parse(row) as unknown), lines, result }
}

describe('csv-to-ion', () => {
  it('reads rows by the names of the header: text, and null for \\N', async () => {
    const { rows, result } = await read('\ufeffid,name\n1,"Anna, B."\n02,\\N\n3,"two\nlines"\n4,5" screen\n')
    expect(rows).toEqual([
      { id: '1', name: 'Anna, B.' },
      { id: '02', name: null },
      { id: '3', name: 'two\nlines' },
      { id: '4', name: '5" screen' },
    ])
    expect(result).toMatchObject({ outputs: { size: 4 } })
  })

  it('reads other signs and character sets, and lists without a header', async () => {
    const text = Buffer.from("a;'é;'\n;\n", 'latin1')
    const properties = { header: false, fieldSeparator: ';', textDelimiter: "'", charset: 'ISO-8859-1' }
    expect((await read(text, properties)).rows).toEqual([
      ['a', 'é;'],
      ['', ''],
    ])
  })

  it('leaves out what it is told to', async () => {
    const text = 'a,b\nunits,kg\n\n1,2\n'
    expect((await read(text, { skipRows: 1, skipEmptyRows: true })).rows).toEqual([{ a: '1', b: '2' }])
  })

  it('fails at a row that does not fit the header, warns of it or passes over it', async () => {
    const text = 'a,b\n1,2\n3\n4,5\n'
    await expect(read(text)).rejects.toThrow('Line 3 has 1 fields, but the header 2')
    const warned = await read(text, { onBadLines: 'WARN' })
    expect(warned.rows).toHaveLength(2)
    expect(warned.lines).toEqual([expect.stringContaining('WARN Line 3 has 1 fields')])
    expect((await read(text, { onBadLines: 'SKIP' })).lines).toEqual([])
  })

  it('fails at a quote that is not closed', async () => {
    await expect(read('a,b\n1,"2\n')).rejects.toThrow(/[Qq]uote/)
  })

  it('drops columns without a name from the end, or names them', async () => {
    const text = 'a,,b,\n1,2,3,4\n'
    const dropped = await read(text)
    expect(dropped.rows).toEqual([{ a: '1', '': '2', b: '3' }])
    expect(dropped.lines).toEqual(['WARN 1 columns without a name were dropped from the end'])
    expect((await read(text, { onEmptyHeader: 'RENAME' })).rows).toEqual([
      { a: '1', col_1: '2', b: '3', col_3: '4' },
    ])
    expect((await read('a,a\n1,2\n')).lines).toEqual([expect.stringContaining('only the last')])
  })

  it('takes one sign as a separator', () => {
    expect(spec.properties.safeParse({ from, fieldSeparator: '||' }).success).toBe(false)
    expect(spec.properties.safeParse({ from, charset: 'nonsense' }).success).toBe(false)
  })
})
