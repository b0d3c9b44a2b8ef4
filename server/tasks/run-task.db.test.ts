import { beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '#engine/flow/flow.ts'
import { loadReferences } from '#server/files/references.ts'
import { seal } from '#server/secrets/seal.ts'
import { publish } from './testdata/published.ts'

beforeAll(() => {
  process.env.SECRET_API_TOKEN = Buffer.from('hunter2-hunter2').toString('base64')
})

describe('properties', () => {
  it('are rendered with what they may see, and read as what they should be', async () => {
    const { run, linesOf } = await publish(
      '- id: hello\n  type: log\n  message: "Hello {{ inputs.name }}"\n  level: "{{ inputs.level }}"',
    )
    expect(await run('hello', { context: { inputs: { name: 'Ana', level: 'WARN' } } })).toMatchObject({
      state: 'SUCCESS',
    })
    expect(await linesOf('hello')).toEqual(['WARN Hello Ana'])
  })

  it('that name nothing fail the task with the place', async () => {
    const { run, linesOf } = await publish('- id: hello\n  type: log\n  message: "{{ inputs.nobody }}"')
    const end = await run('hello', { context: { inputs: {} } })
    expect(end).toMatchObject({ state: 'FAILED', message: expect.stringContaining('nobody') })
    expect((await linesOf('hello'))[0]).toMatch(/^ERROR .*nobody/)
  })

  it('that render to the wrong thing fail the task with their name', async () => {
    const { run } = await publish('- id: hello\n  type: log\n  message: hi\n  level: "{{ inputs.level }}"')
    expect(await run('hello', { context: { inputs: { level: 'LOUD' } } })).toMatchObject({
      state: 'FAILED',
      message: expect.stringContaining('`level`'),
    })
  })
})

describe('log', () => {
  it('keeps only the lines of the level that the task asks for', async () => {
    const { run, linesOf } = await publish('- id: quiet\n  type: log\n  logLevel: WARN\n  message: hidden')
    await run('quiet')
    expect(await linesOf('quiet')).toEqual([])
  })

  it('takes signs that Postgres does not', async () => {
    const { run, linesOf } = await publish('- id: odd\n  type: log\n  message: "{{ inputs.text }}"')
    await run('odd', { context: { inputs: { text: 'a\u0000b\ud800c' } } })
    expect(await linesOf('odd')).toEqual(['INFO ab\ufffdc'])
  })
})

describe('secrets', () => {
  it('are masked in the log and sealed in outputs', async () => {
    const { run, linesOf } = await publish(
      `- id: show\n  type: log\n  message: "token {{ secret('API_TOKEN') }} and {{ secret('API_TOKEN') | base64encode }}"\n- id: keep\n  type: return\n  format: "Bearer {{ secret('API_TOKEN') }}"`,
    )
    await run('show')
    expect(await linesOf('show')).toEqual(['INFO token ******** and ********'])
    const end = await run('keep')
    expect(end.outputs).toMatchObject({ value: { type: 'aes_encrypted' } })
    expect(JSON.stringify(end)).not.toContain('hunter2')
  })

  it('that came sealed are opened only where they are used', async () => {
    const { run, linesOf } = await publish(
      '- id: show\n  type: log\n  message: "{{ inputs.pin | length }} {{ inputs.pin }}"',
    )
    await run('show', { context: { inputs: { pin: seal('very-secret-pin') } } })
    expect(await linesOf('show')).toEqual(['INFO 15 ********'])
  })

  it('are masked in later tasks too, also where only a part of an output is used', async () => {
    const { run, linesOf } = await publish(
      `- id: keep\n  type: return\n  format: "Bearer {{ secret('API_TOKEN') }}"\n- id: show\n  type: log\n  message: "{{ outputs.keep.value | replace({'Bearer ': ''}) }}"`,
    )
    const { outputs = {} } = await run('keep')
    await run('show', { context: { outputs: { keep: outputs } } })
    expect(await linesOf('show')).toEqual(['INFO ********'])
  })

  it('that are not there fail the task', async () => {
    const { run } = await publish(`- id: show\n  type: log\n  message: "{{ secret('NOBODY') }}"`)
    expect(await run('show')).toMatchObject({ state: 'FAILED', message: expect.stringContaining('NOBODY') })
  })
})

describe('values', () => {
  it('above 4 KB travel as references and are read back where they are named', async () => {
    const { run } = await publish(
      '- id: big\n  type: return\n  format: "{{ inputs.text }}"\n- id: use\n  type: return\n  format: "{{ outputs.big.value | length }}"',
    )
    const big = await run('big', { context: { inputs: { text: 'x'.repeat(5000) } } })
    expect(big.outputs).toMatchObject({ value: { type: 'reference', bytes: 5002 } })
    expect(await loadReferences(big.outputs ?? {}, executionOf(big.outputs))).toEqual({
      value: 'x'.repeat(5000),
    })
    const foreign = { outputs: { big: big.outputs ?? {} } }
    const { run: other } = await publish(
      '- id: use\n  type: return\n  format: "{{ outputs.big.value.bytes }}"',
    )
    expect(await other('use', { context: foreign })).toMatchObject({ outputs: { value: '5002' } })
    expect(await run('use', { context: { outputs: { big: big.outputs ?? {} } } })).toMatchObject({
      outputs: { value: '5000' },
    })
  })

  it('set as variables are handed on', async () => {
    const { run } = await publish(
      '- id: set\n  type: set-variables\n  overwrite: false\n  variables:\n    a: "{{ 1 + 1 }}"',
    )
    expect(await run('set')).toMatchObject({ state: 'SUCCESS', variables: { a: '2' }, keepVariables: true })
  })
})

/** The execution in the address of a value that is stored apart. */
function executionOf(outputs: JsonObject | undefined): string {
  return /executions\/([^/]+)/.exec(JSON.stringify(outputs))?.[1] ?? ''
}
