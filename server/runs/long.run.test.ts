import { expect, it } from 'vitest'
import { namespace, setUpRuns } from './testdata/fixture.ts'

const runs = setUpRuns()
const count = 2_400

it('continues as new in the middle of a long flow and loses nothing', { timeout: 180_000 }, async () => {
  const tasks = Array.from({ length: count }, (_, i) => `  - {id: t${i}, type: return, format: "${i}"}`)
  await runs.publish([`id: long`, `namespace: ${namespace}`, 'tasks:', ...tasks].join('\n'))
  const id = await runs.start('long')
  const execution = await runs.rest(id, 170)
  expect(execution.error).toBeUndefined()
  expect(execution.state.current).toBe('SUCCESS')
  expect(execution.taskRunList.map(({ taskId }) => taskId)).toEqual(
    Array.from({ length: count }, (_, i) => `t${i}`),
  )
  expect(new Set(execution.taskRunList.map(({ state }) => state.current))).toEqual(new Set(['SUCCESS']))
})
