import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { eachLine } from './lines.ts'

async function lines(...chunks: (string | Buffer)[]): Promise<string[]> {
  const found: string[] = []
  const stream = Readable.from(chunks.map((chunk) => Buffer.from(chunk))) as AsyncIterable<Buffer>
  await eachLine(stream, async (line) => void found.push(line))
  return found
}

/** Every byte a chunk of its own. */
const bytewise = (text: string) => lines(...[...Buffer.from(text)].map((byte) => Buffer.from([byte])))

describe('lines of a stream', () => {
  it('come whole however they are cut on their way, and the last needs no end', async () => {
    expect(await lines('a', 'b\nc', '\n\nd')).toEqual(['ab', 'c', '', 'd'])
    expect(await bytewise('héllo 😀\r\nwörld\n')).toEqual(['héllo 😀', 'wörld'])
    expect(await lines()).toEqual([])
  })

  it('are cut where they are too long, never within a character', async () => {
    const text = `${'x'.repeat(31_999)}😀${'y'.repeat(40_000)}`
    const found = await lines(`${text}\nz\n`)
    expect(found.map(({ length }) => length)).toEqual([31_999, 32_000, 8_002, 1])
    expect(found.slice(0, 3).join('')).toBe(text)
    expect(found[1]?.startsWith('😀')).toBe(true)
  })

  it('a line of just the longest length is one line', async () => {
    expect(await lines(`${'x'.repeat(32_000)}\n`, 'y\n')).toHaveLength(2)
    expect(await lines(`${'x'.repeat(64_000)}\n`)).toHaveLength(2)
  })

  it('a message comes whole, also one of some megabytes whose beginning came in pieces', async () => {
    const said = `::{"outputs":{"text":"${'ü'.repeat(3_000_000)}"}}::`
    const bytes = Buffer.from(`${said}\nafter\n`)
    const chunks = [bytes.subarray(0, 1), bytes.subarray(1, 2)]
    for (let at = 2; at < bytes.length; at += 65_535) chunks.push(bytes.subarray(at, at + 65_535))
    expect(await lines(...chunks)).toEqual([said, 'after'])
  })

  it('what only begins like a message and never ends is cut in the end', async () => {
    const found = await lines('::{', 'x'.repeat(17_000_000), '\nafter\n')
    expect(found.length).toBeGreaterThan(500)
    expect(found.at(-1)).toBe('after')
  })
})
