import { describe, expect, it } from 'vitest'
import { runOn } from '#engine/catalog/test-files.ts'
import run from './activity.ts'
import spec from './spec.ts'

const from = 'kestra:///rows.ion'

async function write(text: string, properties: Record<string, unknown> = {}): Promise<string> {
  const { files } = await runOn({ spec, run }, { from, ...properties }, { [from]: text })
  return files[0]?.text ?? ''
}

describe('ion-to-csv', () => {
  it('writes the fields of the first row as columns, whatever the order of the others', async () => {
    const text = '{"id":9007199254740993,"name":"a,b","tags":[1,{"x":null}]}\n{"name":null,"id":1.5}\n'
    expect(await write(text)).toBe('id,name,tags\n9007199254740993,"a,b","[1,{""x"":null}]"\n1.5,,\n')
  })

  it('writes lists without a header, and other signs', async () => {
    const text = '["a;b","c"]\n[true,"d\'"]\n'
    const properties = { header: false, fieldSeparator: ';', textDelimiter: "'", lineDelimiter: '\r\n' }
    expect(await write(text, properties)).toBe("'a;b';c\r\ntrue;'d'''\r\n")
  })

  it.each([
    ['REQUIRED', 'x,1,-2.5,\n'],
    ['ALWAYS', '"x","1","-2.5",""\n'],
    ['NON_NUMERIC', '"x",1,-2.5,""\n'],
  ])('quotes in the mode %s', async (quoteMode, expected) => {
    expect(await write('["x",1,"-2.5",null]\n', { header: false, quoteMode })).toBe(expected)
  })

  it('writes dates of Ion in the formats that are asked for', async () => {
    const text = '{d: 2026-01-31, t: 2026-01-31T12:30:00+02:00, l: LocalDateTime::"2026-01-31T12:30:00"}\n'
    const written = await write(text, {
      header: false,
      dateFormat: 'dd.MM.yyyy',
      timeZoneId: 'Europe/Berlin',
    })
    expect(written).toBe('31.01.2026,2026-01-31T11:30:00.000+01:00,2026-01-31T12:30:00.000\n')
  })

  it('fails at a row that does not fit the columns', async () => {
    await expect(write('{"a":1}\n{"a":1,"b":2}\n')).rejects.toThrow('Row 2 has a field `b`')
    await expect(write('[1]\n')).rejects.toThrow('Row 1 is a list')
    await expect(write('5\n', { header: false })).rejects.toThrow('Row 1 is neither')
  })
})
