import { expect, it } from 'vitest'
import type { TaskHost } from '#engine/catalog/host.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import run from './activity.ts'

async function make(text: string) {
  const made: JsonObject[] = []
  const runAs = async (task: JsonObject) => {
    made.push(task)
    return { state: 'SUCCESS' as const, outputs: { value: 'x' } }
  }
  const result = await run({ spec: text }, { runAs } as unknown as TaskHost)
  return { result, made }
}

it('templated runs the task that its text describes', async () => {
  const { result, made } = await make('type: log\nmessage: [a, b]\n')
  expect(made).toEqual([{ type: 'log', message: ['a', 'b'] }])
  expect(result).toEqual({ state: 'SUCCESS', outputs: { value: 'x' } })
})

it.each([
  'a: [',
  '- type: log',
  'just text',
  'type: templated\nspec: x',
  'type: io.kestra.plugin.core.templating.TemplatedTask\nspec: x',
])('templated makes nothing of %j', async (text) => {
  const { result, made } = await make(text)
  expect(made).toEqual([])
  expect(result.state).toBe('FAILED')
})
