import { randomBytes } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { addDays, dayIn } from '#server/absences/day.ts'
import type { Actor } from '#server/actor.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { catalog } from '#server/apps/catalog.ts'
import { openApp } from '#server/apps/open-app.ts'
import { submitApp } from '#server/apps/submit-app.ts'
import { listAudit } from '#server/audit/list.ts'
import { db } from '#server/db.ts'
import { giveDelegation } from '#server/delegations/save-delegation.ts'
import { getRequest } from '#server/requests/get-request.ts'
import { setUpRuns } from '#server/runs/testdata/fixture.ts'
import { basicOf, makePerson, type PersonForTests } from '#tests/harness/people.ts'
import { decideApproval } from './decide-approval.ts'
import { getApproval } from './get-approval.ts'
import { listApprovals } from './list-approvals.ts'

const runs = setUpRuns()
const today = dayIn('UTC')
let requester: Actor
let ana: PersonForTests
let tom: PersonForTests
let stranger: PersonForTests
let engineer: PersonForTests
let admin: Actor

const sourceOf = (id: string, { users = [] as string[], groups = [] as string[] }) => `
id: ${id}
namespace: company.team
displayName: ${id}
inputs:
  - { id: days, type: INT, defaults: 1 }
tasks:
  - id: look
    type: io.kestra.plugin.ee.flow.HumanTask
    description: Look at it
    assignment: ${JSON.stringify({ users, groups })}
    pauseDuration: P2D
    onResume:
      - { id: days, type: INT, min: 1, defaults: 5 }
      - { id: proof, type: FILE, required: false }
    onPause: { id: told, type: return, format: "{{ outputs.look.url }}" }
  - id: after
    type: return
    format: "{{ outputs.look.onResume.days }} by {{ outputs.look.resumed.by }}, {{ outputs.look.resumed.to }}"
outputs:
  - { id: after, type: STRING, value: "{{ outputs.after.value }}" }
  - { id: told, type: STRING, value: "{{ outputs.told.value }}" }
`

beforeAll(async () => {
  requester = (await makePerson({ name: 'Nora Lind' })).actor
  ana = await makePerson({ name: 'Ana Ruiz', groups: ['front-desk'] })
  tom = await makePerson({ name: 'Tom Weber' })
  stranger = await makePerson({ name: 'Sam Stranger' })
  engineer = await makePerson({ name: 'Kim Engineer', roles: ['engineer'] })
  admin = (await makePerson({ name: 'Ada Admin', roles: ['admin'] })).actor
  await db.group.update({ where: { slug: 'front-desk' }, data: { name: 'Front Desk' } })
  await runs.publish(sourceOf('visit', { users: [tom.email], groups: ['Front Desk'] }))
}, 60_000)

const newId = () => randomBytes(16).toString('base64url')

async function submit() {
  const card = (await catalog(requester)).find(({ displayName }) => displayName === 'visit')
  const { next } = await openApp(requester, card?.id ?? '')
  const call = { values: { days: '2' }, idempotencyKey: newId() }
  const submitted = await submitApp(requester, card?.id ?? '', call)
  await runs.rest(submitted.executionId)
  const { id } = await db.approval.findFirstOrThrow({ where: { executionId: submitted.executionId } })
  return { ...submitted, id, next }
}

/** A call as Kestra's clients send it. */
async function resume(
  person: PersonForTests,
  executionId: string,
  { values = {}, verb = 'resume' }: { values?: Record<string, string | Blob>; verb?: string } = {},
) {
  const body = new FormData()
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string') body.set(name, value)
    else body.set('files', value, name)
  }
  const url = `http://localhost:3000/api/v1/main/executions/${executionId}/${verb}`
  return dispatch(new Request(url, { method: 'POST', body, headers: basicOf(person) }))
}

it('waits in the inbox of those assigned, who resume it with what it asks for', async () => {
  const { id, executionId, requestId, next } = await submit()
  expect(next).toMatchObject([{ id: 'look', deciders: ['Front Desk', 'Tom Weber'] }, { id: 'after' }])
  for (const { actor } of [ana, tom]) {
    const { results } = await listApprovals(actor, { box: 'mine' })
    expect(results.find((row) => row.id === id)).toMatchObject({ title: 'Look at it', hasForm: true })
  }
  const view = await getApproval(ana.actor, id)
  expect(view).toMatchObject({
    labels: { approve: 'Resume', deny: 'End it' },
    form: { inputs: [{ id: 'days' }, { id: 'proof' }] },
    groups: [{ title: 'Front Desk, Tom Weber', needed: 1 }],
  })
  expect(view.dueAt).toBeDefined()
  const { version, seenHash } = view
  const decision = { vote: 'APPROVE' as const, version, seenHash, inputs: { days: '3' } }
  expect(await decideApproval(ana.actor, id, { ...decision, decisionId: newId() })).toMatchObject({
    outcome: 'APPROVED',
  })
  const ended = await runs.rest(executionId)
  expect(ended.state.current).toBe('SUCCESS')
  expect(ended.outputs).toMatchObject({
    after: '3 by Ana Ruiz, RUNNING',
    told: expect.stringContaining('http'),
  })
  const look = ended.taskRunList.find(({ taskId }) => taskId === 'look')
  expect(look).toMatchObject({
    asks: true,
    outputs: { onResume: { days: 3 }, resumed: { by: 'Ana Ruiz', to: 'RUNNING' }, decision: 'APPROVED' },
  })
  expect(await getRequest(requester, requestId)).toMatchObject({ outcome: 'APPROVED' })
}, 60_000)

it("is resumed by Kestra's call, by who is assigned and nobody else", async () => {
  const { id, executionId } = await submit()
  expect((await resume(stranger, executionId)).status).toBe(404)
  const refused = await resume(engineer, executionId)
  expect(refused.status).toBe(403)
  expect(await refused.text()).toContain('Only who is assigned')
  const { results } = await listAudit(admin, { action: 'execution:resume', subjectId: executionId, size: 10 })
  expect(results).toMatchObject([{ actor: { id: engineer.actor.id }, refused: true }])

  const judged = await resume(tom, executionId, { verb: 'resume/validate', values: { days: '0' } })
  expect((await judged.json()).inputs[0]).toMatchObject({
    input: { id: 'days' },
    errors: [expect.anything()],
  })
  expect((await resume(stranger, executionId, { verb: 'resume/validate' })).status).toBe(404)
  expect((await resume(tom, executionId, { values: { days: '0' } })).status).toBe(422)
  expect(await db.approval.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'OPEN' })

  const proof = new Blob(['the proof'])
  expect((await resume(tom, executionId, { values: { days: '4', proof } })).status).toBe(204)
  const ended = await runs.rest(executionId)
  expect(ended.outputs).toMatchObject({ after: '4 by Tom Weber, RUNNING' })
  const look = ended.taskRunList.find(({ taskId }) => taskId === 'look')
  expect(look?.outputs?.onResume).toMatchObject({ proof: expect.stringMatching(/^kestra:\/\/\//) })
  expect(await db.approval.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'APPROVED' })
  const { results: decided } = await listAudit(admin, { action: 'approval:decide', subjectId: id, size: 10 })
  expect(decided).toMatchObject([{ actor: { id: tom.actor.id } }])
  expect((await resume(engineer, executionId)).status).toBe(409)
}, 60_000)

it('takes the values that it asks for by default, and answers what its caller may read', async () => {
  const { executionId } = await submit()
  const form = await dispatch(
    new Request(`http://localhost:3000/api/v1/executions/${executionId}/actions/resume/form`, {
      method: 'POST',
      body: JSON.stringify({}),
      headers: { ...basicOf(ana), 'content-type': 'application/json' },
    }),
  )
  expect((await form.json()).states).toMatchObject([{ id: 'days', value: 5 }, { id: 'proof' }])
  expect((await resume(ana, executionId, { verb: 'actions/resume' })).status).toBe(204)
  expect((await runs.rest(executionId)).outputs).toMatchObject({ after: '5 by Ana Ruiz, RUNNING' })
}, 60_000)

it('is resumed by a delegate in the place of who is assigned', async () => {
  const ben = await makePerson({ name: 'Ben Okoro' })
  const { executionId } = await submit()
  expect((await resume(ben, executionId)).status).toBe(404)
  const days = { startsOn: today, endsOn: addDays(today, 3) }
  await giveDelegation(ana.actor, ana.actor.id, { delegateId: ben.actor.id, ...days, reason: 'Sea' })
  expect((await resume(ben, executionId)).status).toBe(204)
  const ended = await runs.rest(executionId)
  expect(ended.outputs).toMatchObject({ after: '5 by Ben Okoro, RUNNING' })
  const look = ended.taskRunList.find(({ taskId }) => taskId === 'look')
  expect(look?.outputs?.votes).toMatchObject([{ by: 'Ben Okoro', onBehalfOf: { name: 'Ana Ruiz' } }])
}, 60_000)

it('ends the execution where who is assigned says so, and the requester hears why', async () => {
  const { id, executionId, requestId } = await submit()
  const { version, seenHash } = await getApproval(tom.actor, id)
  const denial = { vote: 'DENY' as const, version, seenHash, decisionId: newId(), comment: 'Not like this' }
  expect(await decideApproval(tom.actor, id, denial)).toMatchObject({ outcome: 'DENIED' })
  const ended = await runs.rest(executionId)
  expect(ended.state.current).toBe('KILLED')
  expect(await getRequest(requester, requestId)).toMatchObject({ outcome: 'REJECTED' })
}, 60_000)

it.each([
  ['an unknown group', { groups: ['Nobody'] }, 'There is no group `Nobody`'],
  ['an unknown person', { users: ['who@test.example'] }, 'There is no active person `who@test.example`'],
  ['a name of two groups', { groups: ['Twins'] }, 'Several groups are called `Twins`: the slug says which'],
])(
  'fails with the reason for %s, as an approval does',
  async (_, assignment, message) => {
    for (const slug of ['twins-a', 'twins-b'])
      await db.group.upsert({ where: { slug }, create: { id: slug, slug, name: 'Twins' }, update: {} })
    await runs.publish(sourceOf('astray', assignment))
    const ended = await runs.run('astray')
    expect(ended.state.current).toBe('FAILED')
    expect(ended.taskRunList[0]?.message).toContain(message)
  },
  60_000,
)
