import { describe, expect, it } from 'vitest'
import { renderAsync } from '../expressions/render.ts'
import type { Check, JsonObject } from '../flow.ts'
import { judgeChecks } from './checks.ts'

const host = {
  render: (source: Parameters<typeof renderAsync>[0], inputs: JsonObject) =>
    renderAsync(source, { variables: { inputs }, now: 0, random: () => 0 }, {}),
}
const check = (condition: string, more: Partial<Check> = {}): Check => ({
  condition,
  message: `not ${condition}`,
  style: 'INFO',
  behavior: 'BLOCK_EXECUTION',
  ...more,
})

describe('the checks of a flow', () => {
  it('speak where their condition is false, and a start heeds the strictest', async () => {
    const checks = [
      check('{{ inputs.n > 5 }}', { behavior: 'CREATE_EXECUTION', message: '{{ inputs.n }} is little' }),
      check('{{ inputs.n > 0 }}'),
      check('{{ inputs.n > 3 }}', { behavior: 'FAIL_EXECUTION', style: 'WARNING', message: 'too few' }),
    ]
    expect(await judgeChecks({ checks }, { values: { n: 2 }, problems: [] }, host)).toEqual({
      failed: [
        { message: '2 is little', style: 'INFO', behavior: 'CREATE_EXECUTION' },
        { message: 'too few', style: 'WARNING', behavior: 'FAIL_EXECUTION' },
      ],
      behavior: 'FAIL_EXECUTION',
    })
  })

  it('speak the language of who fills in', async () => {
    const message = { en: '{{ inputs.n }} is little', de: '{{ inputs.n }} ist wenig' }
    const checks = [check('{{ inputs.n > 5 }}', { message })]
    const said = async (language?: string) =>
      (await judgeChecks({ checks }, { values: { n: 2 }, problems: [] }, { ...host, language })).failed[0]
        ?.message
    expect([await said('de-CH'), await said('fr'), await said()]).toEqual([
      '2 ist wenig',
      '2 is little',
      '2 is little',
    ])
  })

  it('let a start through where none speaks, or where the flow has none', async () => {
    const through = { failed: [], behavior: 'CREATE_EXECUTION' }
    const values = { n: 9 }
    expect(
      await judgeChecks({ checks: [check('{{ inputs.n > 5 }}')] }, { values, problems: [] }, host),
    ).toEqual(through)
    expect(await judgeChecks({}, { values, problems: [] }, host)).toEqual(through)
  })

  it('block where a condition cannot be evaluated, and say why', async () => {
    const checks = [check('{{ inputs.nothing > 5 }}', { behavior: 'CREATE_EXECUTION' })]
    const { failed, behavior } = await judgeChecks({ checks }, { values: {}, problems: [] }, host)
    expect(behavior).toBe('BLOCK_EXECUTION')
    expect(failed).toMatchObject([{ style: 'ERROR', message: expect.stringContaining('nothing') }])
  })

  it('are silent about an input that is wrong itself', async () => {
    const checks = [check('{{ inputs.n > 5 }}'), check('{{ inputs.m > 5 }}', { message: 'm is little' })]
    const values = { n: null, m: 1 }
    const { failed } = await judgeChecks({ checks }, { values, problems: [{ inputId: 'n' }] }, host)
    expect(failed.map(({ message }) => message)).toEqual(['m is little'])
  })
})
