import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { transaction } from '#server/transaction.ts'
import { makePerson } from '#tests/harness/people.ts'
import { createRequest } from './create-request.ts'
import { getRequest } from './get-request.ts'
import { refreshRequest } from './refresh-request.ts'

let engineer: Actor
let owner: Actor
let nora: Actor
let stranger: Actor

const source = `id: leave
namespace: company.hr
displayName: Leave
owner: hr
inputs:
  - id: from
    type: DATE
    displayName: First day
  - id: pin
    type: SECRET
    required: false
tasks:
  - id: note
    type: log
    message: hello
outputs:
  - id: big
    type: STRING
    displayName: Answer
    value: "{{ inputs.from }}"
`

beforeAll(async () => {
  engineer = (await makePerson({ roles: ['engineer'] })).actor
  owner = (await makePerson({ groups: ['hr'] })).actor
  nora = (await makePerson()).actor
  stranger = (await makePerson()).actor
})

async function made(id: string) {
  const { flow } = await saveFlow(engineer, source)
  const values = { from: '2026-12-01', pin: { type: 'aes_encrypted', value: 'xxxx' } }
  return transaction(async (tx) => {
    const request = await createRequest(tx, { executionId: id, flow, requesterId: nora.id, values })
    await tx.execution.create({
      data: {
        id,
        namespace: flow.namespace,
        flowId: flow.id,
        flowRevision: flow.revision,
        requestId: request.id,
        state: 'RUNNING',
        inputs: values,
        labels: {},
        histories: [],
      },
    })
    return request
  })
}

async function become(id: string, state: string): Promise<void> {
  await db.execution.update({ where: { id }, data: { state, endedAt: new Date() } })
  await transaction((tx) => refreshRequest(tx, id))
}

test('a failure is on hold: the requester is told in words, the owners with the run, each once', async () => {
  const { id } = await made('hold')
  await db.taskRun.create({
    data: {
      id: 'hold-note',
      executionId: 'hold',
      taskId: 'note',
      type: 'log',
      state: 'FAILED',
      position: 0,
      message: 'TypeError: secret stack',
      histories: [],
    },
  })
  await become('hold', 'FAILED')
  await become('hold', 'FAILED')
  const view = await getRequest(nora, id)
  expect(view).toMatchObject({ outcome: 'ON_HOLD', hold: { stage: 'Note', told: 'hr' } })
  expect(view.closedAt).toBeUndefined()
  expect(JSON.stringify(view)).not.toContain('secret stack')
  const notices = await db.notice.findMany({ where: { requestId: id } })
  expect(notices.map(({ personId, kind }) => [personId, kind])).toEqual(
    expect.arrayContaining([
      [nora.id, 'request-on-hold'],
      [owner.id, 'run-failed'],
    ]),
  )
  expect(notices).toHaveLength(2)
})

test('an end closes the request with its results; open approvals close with it', async () => {
  const { id, number } = await made('end')
  await db.approval.create({
    data: {
      id: 'end-ask',
      executionId: 'end',
      requestId: id,
      taskId: 'ask',
      state: 'OPEN',
      title: 'x',
      show: [],
      seenHash: 'x',
      policy: { groups: [], order: 'parallel', rules: {} },
      createdAt: new Date(),
    },
  })
  await db.execution.update({ where: { id: 'end' }, data: { outputs: { big: '2026-12-01' } } })
  await become('end', 'SUCCESS')
  const view = await getRequest(nora, id)
  expect(view).toMatchObject({ number, outcome: 'DONE', title: 'Leave: 2026-12-01' })
  expect(view.closedAt).toBeDefined()
  expect(view.results).toMatchObject([{ label: 'Answer', display: '1 Dec 2026' }])
  expect(view.answers).toEqual([
    { label: 'First day', value: '2026-12-01', display: '1 Dec 2026' },
    { label: 'Pin', value: '********', display: '********' },
  ])
  expect((await db.approval.findUniqueOrThrow({ where: { id: 'end-ask' } })).state).toBe('CANCELLED')
  await expect(getRequest(stranger, id)).rejects.toMatchObject({ code: 'not-found' })
})

test('withdrawn stays, and an execution that is no longer the current one changes nothing', async () => {
  const { id } = await made('old')
  await db.request.update({ where: { id }, data: { currentExecutionId: 'newer' } })
  await become('old', 'FAILED')
  expect((await db.request.findUniqueOrThrow({ where: { id } })).outcome).toBe('IN_PROGRESS')
  await db.request.update({ where: { id }, data: { currentExecutionId: 'old', outcome: 'WITHDRAWN' } })
  await become('old', 'SUCCESS')
  expect((await db.request.findUniqueOrThrow({ where: { id } })).outcome).toBe('WITHDRAWN')
})
