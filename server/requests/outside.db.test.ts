import { beforeAll, expect, test } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { startExecution } from '#server/runs/start-execution.ts'
import { makePerson, basicOf, type PersonForTests } from '#tests/harness/people.ts'
import { getRequest } from './get-request.ts'

const flow = { namespace: 'outside.runs', flowId: 'hello' }
const source = `
id: hello
namespace: outside.runs
inputs:
  - { id: reason, type: STRING, defaults: none }
tasks:
  - { id: say, type: log, message: "{{ inputs.reason }}" }
triggers:
  - { id: hook, type: webhook, key: outside-hook-key }
`
let lee: PersonForTests
let actor: Actor

beforeAll(async () => {
  lee = await makePerson({ roles: ['engineer'] })
  actor = lee.actor
  await saveFlow(actor, source)
})

async function call(
  path: string,
  how: { headers?: Record<string, string>; body?: FormData },
): Promise<string> {
  const answer = await dispatch(
    new Request(`http://localhost:3000/api/v1${path}`, { method: 'POST', ...how }),
  )
  expect(answer.status, path).toBeLessThan(300)
  return ((await answer.json()) as { id: string }).id
}

const requestOf = async (id: string) => (await db.execution.findUniqueOrThrow({ where: { id } })).requestId

test('a run that a person starts by REST has a tracker of their own', async () => {
  const body = new FormData()
  body.set('reason', 'By REST')
  const id = await call('/executions/outside.runs/hello', { headers: basicOf(lee), body })
  const requestId = await requestOf(id)
  expect(await getRequest(actor, requestId ?? '')).toMatchObject({
    title: expect.stringContaining('By REST'),
    requester: { id: actor.id },
    history: [{ what: 'submitted' }],
  })
})

test('one that is planned for later has one from the start', async () => {
  const scheduleDate = new Date(Date.now() + 3_600_000)
  const { requestId } = await startExecution(actor, { ...flow, inputs: {}, scheduleDate })
  expect(await getRequest(actor, requestId)).toMatchObject({ outcome: 'IN_PROGRESS' })
})

test('one that a webhook starts is nobody’s request', async () => {
  const id = await call('/executions/webhook/outside.runs/hello/outside-hook-key', {})
  expect(await requestOf(id)).toBeNull()
})
