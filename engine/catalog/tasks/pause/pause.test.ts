import { describe, expect, it } from 'vitest'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import control from './control.ts'

const begin = (properties: Record<string, string>) => control.start({ properties, at: 1000 })

describe('pause', () => {
  it('waits for a person, or for a time', () => {
    expect(begin({})).toMatchObject({ kind: 'pause', until: undefined, behavior: 'RESUME' })
    expect(begin({ pauseDuration: 'PT1S', behavior: 'CANCEL' })).toMatchObject({
      until: 2000,
      behavior: 'CANCEL',
    })
  })

  it.each(['soon', '-PT1S', '30'])('refuses the time %j', (pauseDuration) => {
    expect(() => begin({ pauseDuration })).toThrow(RangeError)
  })

  const flowOf = (lines: string) =>
    parseFlow(`id: x\nnamespace: y\ntasks:\n  - id: wait\n    type: pause\n${lines}`, vocabulary)

  it('reads the inputs of its form as those of a flow', () => {
    const { flow, problems } = flowOf(
      '    onResume:\n      - {id: why, type: STRING, defaults: "{{ inputs.x }}"}\n',
    )
    expect(problems).toEqual([])
    expect(flow?.tasks[0]).toMatchObject({
      properties: { behavior: 'RESUME' },
      asks: { onResume: [{ id: 'why', type: 'STRING' }] },
    })
  })

  it('names what is wrong in them, with its place', () => {
    const { problems } = flowOf(
      '    onResume:\n      - {id: why, type: STRNG}\n    onPause: {id: tell, type: lgo}\n',
    )
    expect(problems.map(({ code, path, line }) => ({ code, path, line }))).toEqual([
      { code: 'unknown-type', path: 'tasks[0].onResume[0].type', line: 7 },
      { code: 'unknown-type', path: 'tasks[0].onPause.type', line: 8 },
    ])
  })
})
