import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { makePerson } from '#tests/harness/people.ts'
import { simulateFlow } from './simulate-flow.ts'

let engineer: Actor
let requester: Actor

const flow = (
  more: {
    limit?: number
    group?: string
    quorum?: string
    last?: string
    check?: string
    inputs?: string
    condition?: string
  } = {},
) => `id: spend
namespace: company.simulated
inputs:
${more.inputs ?? '  - { id: amount, type: INT }'}
tasks:
  - { id: price, type: return, format: '{{ inputs.amount }}' }
  - id: large
    type: if
    condition: "${more.condition ?? `{{ (outputs.price.value | number('INT')) ${more.check ?? '>'} ${more.limit ?? 1000} }}`}"
    then:
      - id: agree
        type: approval
        title: Spend it?
        deciders: [{ group: ${more.group ?? 'team'}, quorum: ${more.quorum ?? 'any'} }]
  - { id: order, type: log, message: ordered }
${more.last ?? ''}`

/** A run as it was stored: with what the price came to, and how it was decided. */
async function ran(amount: number, decision?: string): Promise<void> {
  const id = randomBytes(8).toString('hex')
  const createdAt = new Date()
  const execution = { id, namespace: 'company.simulated', flowId: 'spend', flowRevision: 1, createdAt }
  await db.execution.create({
    data: { ...execution, state: 'SUCCESS', inputs: { amount }, labels: {}, histories: [] },
  })
  const request = { namespace: 'company.simulated', flowId: 'spend', requesterId: requester.id }
  await db.request.create({
    data: {
      ...request,
      id: `r${id}`,
      number: `SPD-${amount}`,
      title: `Spend ${amount}`,
      outcome: 'DONE',
      currentExecutionId: id,
    },
  })
  await db.execution.update({ where: { id }, data: { requestId: `r${id}` } })
  await db.taskRun.create({
    data: {
      id: `${id}~price`,
      executionId: id,
      taskId: 'price',
      type: 'return',
      state: 'SUCCESS',
      position: 0,
      outputs: { value: String(amount) },
      histories: [],
    },
  })
  if (!decision) return
  await db.approval.create({
    data: {
      id: `${id}~agree`,
      executionId: id,
      taskId: 'agree',
      state: decision,
      title: 'Spend it?',
      show: [],
      seenHash: '0'.repeat(64),
      policy: {},
      createdAt,
    },
  })
}

beforeAll(async () => {
  engineer = (await makePerson({ roles: [{ role: 'engineer', namespace: 'company' }] })).actor
  requester = (await makePerson({ groups: ['team', 'chiefs'] })).actor
  await db.group.update({ where: { slug: 'chiefs' }, data: { name: 'The chiefs' } })
  await saveFlow(engineer, flow())
  await ran(500)
  await ran(5000, 'APPROVED')
  await ran(9000, 'DENIED')
})

const simulate = (source: string, size = 50) =>
  simulateFlow(engineer, { namespace: 'company.simulated', id: 'spend', source, size })
const differences = async (source: string) =>
  Object.fromEntries(
    (await simulate(source)).changed.map(({ request, differences }) => [request?.number, differences]),
  )

test('finds nothing where the source says the same', async () => {
  expect(await simulate(`# a comment\n${flow()}`)).toEqual({ looked: 3, changed: [] })
  expect((await simulate(flow(), 2)).looked).toBe(2)
})

test('names the requests that others would decide, and how they are called', async () => {
  const asked = {
    kind: 'deciders',
    taskId: 'agree',
    before: expect.any(String),
    after: 'The chiefs (2 of them)',
  }
  expect(await differences(flow({ group: 'chiefs', quorum: '2' }))).toEqual({
    'SPD-5000': [asked],
    'SPD-9000': [asked],
  })
})

test('follows a matrix of who decides', async () => {
  const matrix =
    "matrix: { value: '{{ inputs.amount }}', rows: [{ upTo: 6000, deciders: [{ group: team }] }, { deciders: [{ group: chiefs, quorum: 2 }] }] }"
  const changed = flow().replace(/deciders: .*/, matrix)
  expect(await differences(changed)).toEqual({
    'SPD-9000': [expect.objectContaining({ kind: 'deciders', after: 'The chiefs (2 of them)' })],
  })
})

test('names those that would take another way, or come to something else, by what their tasks put out then', async () => {
  expect(await differences(flow({ limit: 7000 }))).toEqual({
    'SPD-5000': [{ kind: 'outcome', before: 'APPROVED', after: 'DONE' }],
  })
  expect(await differences(flow({ limit: 100 }))).toEqual({
    'SPD-500': [{ kind: 'outcome', before: 'DONE', after: 'UNDECIDED', taskId: 'agree' }],
  })
  expect(await differences(flow({ limit: 9000 }))).toMatchObject({
    'SPD-9000': [{ kind: 'outcome', before: 'REJECTED', after: 'DONE' }],
  })
  expect(await differences(flow({ last: '  - { id: thank, type: log, message: thanks }' }))).toMatchObject({
    'SPD-500': [{ kind: 'path', added: ['thank'], removed: [] }],
  })
})

test('names the answers that would be refused, with the reason, and reads new inputs by their defaults', async () => {
  const answers = (code: string, params: object, label = 'Amount') => [
    { kind: 'answers', blocked: [], refused: [{ label, problem: { code, inputId: 'amount', params } }] },
  ]
  const amount = (more: string) => `  - { id: amount, displayName: Amount, ${more} }`
  expect(await differences(flow({ inputs: amount('type: INT, max: 6000') }))).toEqual({
    'SPD-9000': answers('max', { limit: 6000 }),
  })
  expect(await differences(flow({ inputs: amount("type: SELECT, values: ['500', '5000']") }))).toMatchObject({
    'SPD-9000': answers('not-an-option', {}),
  })
  const required = `${amount('type: INT')}\n  - { id: why, type: STRING, displayName: Why }`
  expect(Object.values(await differences(flow({ inputs: required })))).toEqual(
    [1, 2, 3].map(() => [
      {
        kind: 'answers',
        blocked: [],
        refused: [{ label: 'Why', problem: { code: 'required', inputId: 'why', params: {} } }],
      },
    ]),
  )
  const checked = `${amount('type: INT')}
checks:
  - { condition: "{{ inputs.amount < 6000 }}", message: Too much, behavior: BLOCK_EXECUTION }`
  expect(await differences(flow({ inputs: checked }))).toEqual({
    'SPD-9000': [{ kind: 'answers', blocked: ['Too much'], refused: [] }],
  })
  const byDefault = `${amount('type: INT')}\n  - { id: limit, type: INT, defaults: 7000 }`
  const condition = '{{ inputs.amount > inputs.limit }}'
  expect(await differences(flow({ inputs: byDefault, condition }))).toEqual({
    'SPD-5000': [{ kind: 'outcome', before: 'APPROVED', after: 'DONE' }],
  })
})

test('is for those who read the flow and its runs, and for a source that can be published as this flow', async () => {
  await expect(simulate('id: [')).rejects.toMatchObject({ code: 'invalid' })
  await expect(simulate(flow().replace('id: spend', 'id: other'))).rejects.toMatchObject({ code: 'invalid' })
  const call = { namespace: 'company.simulated', id: 'spend', source: flow(), size: 1 }
  await expect(simulateFlow(requester, call)).rejects.toMatchObject({
    code: expect.stringMatching(/forbidden|not-found/),
  })
  await expect(simulateFlow(engineer, { ...call, id: 'nothing' })).rejects.toMatchObject({
    code: 'not-found',
  })
})
