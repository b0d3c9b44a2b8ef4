import { expect, it } from 'vitest'
import { dispatch } from '#server/api/dispatch.ts'
import { listAudit } from '#server/audit/list.ts'
import { createToken } from '#server/tokens/own-tokens.ts'
import { makePerson } from '#tests/harness/people.ts'
import { getExecution } from './get-execution.ts'
import { resumeExecution } from './resume-execution.ts'
import { namespace, setUpRuns, statesOf } from './testdata/fixture.ts'

const runs = setUpRuns()

const waiting = (id: string) => `
id: ${id}
namespace: ${namespace}
tasks:
  - id: wait
    type: pause
    onResume:
      - { id: reason, type: STRING }
      - { id: days, type: INT, max: 5, defaults: 2 }
  - { id: told, type: return, format: "{{ outputs.wait.onResume.reason }} {{ outputs.wait.onResume.days }}" }
`

const resumer = `
id: resumer
namespace: ${namespace}
inputs:
  - { id: execution, type: STRING }
  - { id: flow, type: STRING, defaults: awaits }
tasks:
  - id: go-on
    type: io.kestra.plugin.core.execution.Resume
    executionId: "{{ inputs.execution }}"
    namespace: ${namespace}
    flowId: "{{ inputs.flow }}"
    inputs: { reason: "{{ flow.id }}" }
`

it('is done by a task of another flow, with what the pause asks for', async () => {
  await runs.publish(waiting('awaits'))
  await runs.publish(resumer)
  const { id } = await runs.run('awaits')
  const wrong = await runs.run('resumer', { inputs: { execution: id, flow: 'another' } })
  expect(wrong.state.current).toBe('FAILED')
  expect((await getExecution(runs.engineer, id)).state.current).toBe('PAUSED')

  const other = await runs.run('resumer', { inputs: { execution: id } })
  expect(other.state.current).toBe('SUCCESS')
  const resumed = await runs.rest(id)
  expect(statesOf(resumed)).toEqual({ wait: 'SUCCESS', told: 'SUCCESS' })
  expect(resumed.taskRunList.find(({ taskId }) => taskId === 'told')?.outputs).toEqual({ value: 'resumer 2' })

  const late = await runs.run('resumer', { inputs: { execution: id } })
  expect(late.state.current).toBe('FAILED')
})

it('is audited for each who sends it: one of two at the same instant counts, the other is refused', async () => {
  await runs.publish(waiting('twice'))
  const { id } = await runs.run('twice')
  const send = (days: number) => resumeExecution(runs.engineer, id, { inputs: { reason: 'both', days } })
  const sent = await Promise.allSettled([send(1), send(2)])
  expect(sent.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const given = sent[0].status === 'fulfilled' ? 1 : 2
  const resumed = await runs.rest(id)
  expect(resumed.taskRunList.find(({ taskId }) => taskId === 'told')?.outputs).toEqual({
    value: `both ${given}`,
  })

  const { actor: admin } = await makePerson({ roles: ['admin'] })
  const { results } = await listAudit(admin, { action: 'execution:resume', subjectId: id, size: 10 })
  const { id: actorId } = runs.engineer
  expect(results.map(({ actor, refused }) => [actor?.id, refused])).toEqual([
    [actorId, true],
    [actorId, false],
    [actorId, false],
  ])
})

it('is judged before it is sent: what it says of each input, in the shape of a start', async () => {
  await runs.publish(waiting('judged'))
  const { id } = await runs.run('judged')
  const { fullToken: token } = await createToken(runs.engineer, { name: 'resume' })
  const ask = async (values: Record<string, string>) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(values)) body.append(name, value)
    const url = `http://localhost:3000/api/v1/executions/${id}/actions/resume/validate`
    return dispatch(new Request(url, { method: 'POST', body, headers: { authorization: `Bearer ${token}` } }))
  }
  const response = await ask({ days: '9' })
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({
    id: 'judged',
    namespace,
    inputs: [
      { input: { id: 'reason', type: 'STRING' }, enabled: true, errors: [{ message: expect.any(String) }] },
      {
        input: { id: 'days', type: 'INT' },
        isDefault: false,
        errors: [{ message: expect.stringContaining('9') }],
      },
    ],
    checks: [],
  })
  expect(await (await ask({ reason: 'x' })).json()).toMatchObject({
    inputs: [
      { value: 'x', errors: [] },
      { value: 2, isDefault: true, errors: [] },
    ],
  })
  expect((await getExecution(runs.engineer, id)).state.current).toBe('PAUSED')
})
