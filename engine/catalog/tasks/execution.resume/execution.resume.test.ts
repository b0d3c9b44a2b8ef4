import { expect, it } from 'vitest'
import type { ResumeCall } from '#engine/catalog/execution-host.ts'
import type { TaskHost } from '#engine/catalog/host.ts'
import { problemsOf } from '#engine/catalog/test-problems.ts'
import run from './activity.ts'

it('execution.resume ends the pause of the execution that is named, or of its own', async () => {
  const asked: ResumeCall[] = []
  const host = {
    executions: { resume: async (call: ResumeCall) => void asked.push(call) },
  } as unknown as TaskHost
  expect(await run({}, host)).toEqual({ state: 'SUCCESS', outputs: {} })
  await run({ executionId: 'e2', namespace: 'n', flowId: 'f', inputs: { ok: true } }, host)
  expect(asked).toEqual([
    {},
    { executionId: 'e2', flow: { namespace: 'n', flowId: 'f' }, inputs: { ok: true } },
  ])
})

it.each([
  ['flowId: f', 'which is not there'],
  ['executionId: e, namespace: n', 'one of them is not there'],
])('execution.resume refuses %s', (more, reason) => {
  expect(problemsOf(`{id: t, type: execution.resume, ${more}}`)).toEqual([expect.stringContaining(reason)])
})
