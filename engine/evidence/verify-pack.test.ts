import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Content, Entry } from './pack.ts'
import {
  bytesOf,
  decided,
  entriesWith,
  packWith,
  publicKey,
  seenHash,
  type Told,
} from './testdata/decided.ts'
import { verifyPack } from './verify-pack.ts'
import { hashOf, packText } from './write-pack.ts'

const pack = packWith(entriesWith())
const bytes = bytesOf(pack)

/** What is found in a pack that somebody with the key made of changed contents: only what the contents say against each other. */
function foundIn(entries: readonly Entry[]): string[] {
  const { checks } = verifyPack(bytesOf(packWith(entries)))
  return checks.flatMap(({ name, findings }) =>
    findings.map(({ where, what }) => `${name}: ${where} ${what}`),
  )
}

/** The entries with the first content of a kind changed. */
function changed<K extends Entry['kind']>(kind: K, change: (content: Content<K>) => void): Entry[] {
  const entries = entriesWith()
  const found = entries.find((entry) => entry.kind === kind)
  if (found) change(found.content as Content<K>)
  return entries
}

describe('a whole pack', () => {
  it('is whole, with every look at it', () => {
    const { whole, checks } = verifyPack(bytes)
    expect(checks.map(({ name, count, findings }) => [name, count, findings])).toEqual([
      ['form', 1, []],
      ['records', 9, []],
      ['digest', 1, []],
      ['signature', 1, []],
      ['chains', 3, []],
      ['checkpoints', 1, []],
      ['seen', 1, []],
      ['files', 1, []],
      ['decisions', 1, []],
    ])
    expect(whole).toBe(true)
    expect(verifyPack(bytes, { key: publicKey }).whole).toBe(true)
  })

  it('is refused with any one byte changed, removed or added', () => {
    const place = fc.nat(bytes.length - 1)
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 255 }), (index, by) => {
        const other = Uint8Array.from(bytes)
        other[index] = ((other[index] ?? 0) + by) % 256
        expect(verifyPack(other).whole).toBe(false)
        expect(verifyPack(Uint8Array.from([...bytes.slice(0, index), ...bytes.slice(index + 1)])).whole).toBe(
          false,
        )
        const added = Uint8Array.from([...bytes.slice(0, index), by, ...bytes.slice(index)])
        expect(verifyPack(added).whole).toBe(false)
      }),
      { numRuns: 400 },
    )
  })

  it('holds what was decided in an earlier round and stands, as it was decided there', () => {
    const first = entriesWith().find(({ kind }) => kind === 'decision')
    if (first?.kind !== 'decision') throw new Error('there is no decision')
    const later = { ...first.content, id: 'd1,2', round: 2, keptFrom: 'd1' }
    const kept = (change: Partial<Content<'decision'>>): Entry => ({
      kind: 'decision',
      id: later.id,
      content: { ...later, ...change },
    })
    expect(foundIn([...entriesWith(), kept({})])).toEqual([])
    expect(foundIn([...entriesWith(), kept({ vote: 'DENY' })])).toEqual([
      'decisions: decision d1,2 is not as the decision d1 that it stands from',
    ])
    expect(foundIn([...entriesWith(), kept({ keptFrom: 'd9' })])).toEqual([
      'decisions: decision d1,2 stands from a decision that is not in the pack',
    ])
  })

  it('names the record that was changed', () => {
    const text = packText(pack).replace('"comment":"Fine"', '"comment":"Nope"')
    const { checks } = verifyPack(new TextEncoder().encode(text))
    const found = checks.flatMap(({ findings }) => findings)
    expect(found.map(({ where }) => where)).toEqual(['decision d1', 'decision d1'])
  })
})

describe('what is no pack', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', '{"format":'],
    ['another form', '{"format":"formwork-evidence/2"}'],
    ['a pack with a key more', packText(pack).replace('{"digest"', '{"a":1,"digest"')],
  ])('%s is refused', (_, text) => {
    const { whole, checks, pack: read } = verifyPack(new TextEncoder().encode(text))
    expect({ whole, read, names: checks.map(({ name }) => name) }).toEqual({
      whole: false,
      read: undefined,
      names: ['form'],
    })
  })

  it('a pack that was written prettily is told from what it says', () => {
    const pretty = new TextEncoder().encode(JSON.stringify(pack, null, 2))
    const wrong = verifyPack(pretty).checks.filter(({ findings }) => findings.length > 0)
    expect(wrong.map(({ name }) => name)).toEqual(['form'])
  })
})

describe('a pack that was signed anew', () => {
  it('is refused by whoever knows the key of the installation', () => {
    const { checks } = verifyPack(bytes, { key: '0'.repeat(64) })
    expect(checks.find(({ name }) => name === 'signature')?.findings).toHaveLength(1)
  })

  it.each<[string, Entry[], RegExp]>([
    [
      'an entry of the audit that says something else',
      changed('chain', ({ entries }) => void (entries[0]!.actorId = 'eve')),
      /^chains: chain request r1, entry 1 says something else/,
    ],
    [
      'a view that says something else',
      changed('seen', (content) => void (content.seen.title = 'A pen')),
      /^seen: .* was shown otherwise/,
    ],
    [
      'a file of other content',
      changed('file', (content) => void (content.sha256 = hashOf('x'))),
      /^files: .* was shown with other content/,
    ],
    [
      'a source that is another',
      changed('flow', (content) => void (content.source = 'id: sell\n')),
      /^records: flow buy has another source/,
    ],
    [
      'a decision that is another',
      changed('decision', (content) => void (content.vote = 'DENY')),
      /^decisions: decision d1 is not as the audit tells it/,
    ],
    [
      'a decision of somebody else',
      changed('decision', (content) => void (content.personId = 'eve')),
      /^decisions: decision d1 is not as the audit tells it/,
    ],
    [
      'a decision in the place of somebody',
      changed('decision', (content) => void (content.onBehalfOfId = 'eve')),
      /^decisions: decision d1 is not as the audit tells it/,
    ],
    [
      'a checkpoint without an entry',
      changed('checkpoint', ({ entryHashes }) => void entryHashes.pop()),
      /^checkpoints: checkpoint 1 covers other entries/,
    ],
    [
      'a pack without its decision',
      entriesWith().filter(({ kind }) => kind !== 'decision'),
      /^decisions: .* tells of a decision that is not in the pack/,
    ],
    [
      'a pack without what was shown',
      entriesWith().filter(({ kind }) => kind !== 'seen'),
      /^seen: approval exec-budget what was shown/,
    ],
    [
      'a pack without its audit',
      entriesWith().filter(({ kind }) => kind !== 'chain'),
      /^chains: chain request r1 is not in the pack/,
    ],
  ])('%s is named', (_, entries, finding) => {
    expect(foundIn(entries)).toContainEqual(expect.stringMatching(finding))
  })

  it('may leave out a decision that was taken back, or was made before the approval was opened anew', () => {
    const without = (more: Told[]) => foundIn(entriesWith(more).filter(({ kind }) => kind !== 'decision'))
    const back = { action: 'approval:retract', actorId: 'ana', after: { decisionId: 'd1' } }
    const anew = { action: 'approval:open', actorId: 'system', after: { seenHash, round: 1 } }
    expect(without([decided, back])).toEqual([])
    expect(without([decided, anew])).toEqual([])
    expect(without([back, decided])).toHaveLength(1)
  })

  it('cannot leave out an entry in the middle', () => {
    const middle = entriesWith([
      decided,
      { action: 'approval:retract', actorId: 'ana', after: { decisionId: 'd1' } },
    ])
    const chain = middle.findLast(({ kind }) => kind === 'chain')
    if (chain?.kind === 'chain') chain.content.entries.splice(1, 1)
    expect(foundIn(middle)).toContainEqual(expect.stringMatching(/^chains: .* entry 3 stands out of order/))
  })
})
