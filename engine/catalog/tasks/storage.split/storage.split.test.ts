import { describe, expect, it } from 'vitest'
import { runOn } from '#engine/catalog/test-files.ts'
import { problemsOf } from '#engine/catalog/test-problems.ts'
import run from './activity.ts'
import spec from './spec.ts'

const text = 'a 1\nb 2\na 3\n\nb 5'

async function split(properties: Record<string, unknown>): Promise<string[]> {
  const from = 'kestra:///x/list.log'
  const { files } = await runOn({ spec, run }, { from, ...properties }, { [from]: text })
  return files.map((file) => file.text)
}

describe('storage.split', () => {
  it('cuts by rows, bytes or the number of files', async () => {
    expect(await split({ rows: 2 })).toEqual(['a 1\nb 2\n', 'a 3\n\n', 'b 5\n'])
    expect(await split({ bytes: '8B' })).toEqual(['a 1\nb 2\n', 'a 3\n\n', 'b 5\n'])
    expect(await split({ partitions: 2 })).toEqual(['a 1\na 3\nb 5\n', 'b 2\n\n'])
    expect(await split({ partitions: 9 })).toHaveLength(5)
  })

  it('sorts rows by what a pattern finds, and leaves out those in which it finds nothing', async () => {
    expect(await split({ regexPattern: String.raw`^(\w) \d` })).toEqual(['a 1\na 3\n', 'b 2\nb 5\n'])
    await expect(split({ regexPattern: 'a' })).rejects.toThrow('has no group')
  })

  it('names its files in order, with the ending of the whole', async () => {
    const from = 'kestra:///x/list.log'
    const { files, result } = await runOn({ spec, run }, { from, rows: 3 }, { [from]: text })
    expect(files.map(({ name }) => name)).toEqual(['000001.log', '000002.log'])
    expect(result).toMatchObject({ outputs: { uris: ['kestra:///made/1', 'kestra:///made/2'] } })
  })

  it('is refused without a way to split, with two, and with a pattern that is none', () => {
    const refused = (more: string) => problemsOf(`{id: t, type: storage.split, from: a${more}}`)
    expect(refused('')).toEqual([expect.stringContaining('Say how the file is split')])
    expect(refused(', rows: 1, bytes: 1KB')).toEqual([
      expect.stringContaining('`rows` has no meaning beside `bytes`'),
    ])
    expect(refused(', regexPattern: "("')).toEqual([expect.stringContaining('regular expression')])
    expect(refused(', rows: 0')).toEqual([expect.stringContaining('rows')])
  })
})
