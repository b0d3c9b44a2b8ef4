import { describe, expect, it } from 'vitest'
import { runOn } from '#engine/catalog/test-files.ts'
import run from './activity.ts'
import spec from './spec.ts'

const from = 'kestra:///list.json'

async function read(text: string | Uint8Array, properties: Record<string, unknown> = {}) {
  const { files, result } = await runOn({ spec, run }, { from, ...properties }, { [from]: text })
  return { text: files[0]?.text, result }
}

describe('json-to-ion', () => {
  it('takes each line as a row, as it is written', async () => {
    const { text, result } = await read(' {"n":12345678901234567890}\r\n\n[1, 2]\n')
    expect(text).toBe('{"n":12345678901234567890}\n[1, 2]\n')
    expect(result).toMatchObject({ outputs: { size: 2 } })
    await expect(read('{"a":1}\n{"a":\n')).rejects.toThrow(/^Line 2 is not JSON/)
  })

  it('takes a list apart, whatever stands in its texts', async () => {
    const list = [{ a: 'x],"y{', b: ['\\"', '\\\\'] }, 'é€😀', [], null, { c: { d: [1, 2] } }]
    const { text } = await read(JSON.stringify(list, null, 2), { newLine: false })
    expect(
      text
        ?.trim()
        .split('\n')
        .map((row) => JSON.parse(row) as unknown),
    ).toEqual(list)
    expect((await read('\ufeff [ ] ', { newLine: false })).text).toBe('')
  })

  it('takes a whole that is no list as one row', async () => {
    expect((await read('{\n "a": 1\n}\n', { newLine: false })).text).toBe('{  "a": 1 }\n')
  })

  it.each(['[1,2', '[1,,2]', '[1,]', '[1] x', '{"a":1', 'nothing', '[{]}'])('refuses %s', async (text) => {
    await expect(read(text, { newLine: false })).rejects.toThrow(/JSON/)
  })

  it('reads other character sets', async () => {
    const latin = Buffer.from('"é"\n', 'latin1')
    expect((await read(latin, { charset: 'ISO-8859-1' })).text).toBe('"é"\n')
  })
})
