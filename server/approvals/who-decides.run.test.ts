import { randomBytes } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { dayIn } from '#server/absences/day.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { giveDelegation } from '#server/delegations/save-delegation.ts'
import { bindRoles } from '#server/roles/bind-role.ts'
import { createRole } from '#server/roles/save-role.ts'
import { setUpRuns } from '#server/runs/testdata/fixture.ts'
import { makePerson } from '#tests/harness/people.ts'
import { policyOf } from './compiled.ts'
import { decideApproval } from './decide-approval.ts'
import { getApproval } from './get-approval.ts'
import { addDecider, reassignApproval } from './reassign-approval.ts'

const runs = setUpRuns()
let ana: Actor
let tom: Actor
let ida: Actor
let lee: Actor
let kim: Actor

const approval = (...lines: string[]) => `
id: pay
namespace: company.team
inputs:
  - { id: amount, type: FLOAT }
  - { id: kind, type: STRING }
tasks:
  - id: ok
    type: approval
    allow: [reassign, addDecider]
    ${lines.join('\n    ')}
`

beforeAll(async () => {
  const admin = (await makePerson({ name: 'Ada Admin', roles: ['admin'] })).actor
  ana = (await makePerson({ name: 'Ana Ruiz', groups: ['clerks'], roles: ['approver'] })).actor
  tom = (await makePerson({ name: 'Tom Weber', groups: ['clerks'] })).actor
  await makePerson({ name: 'Eve Stone', groups: ['clerks', 'seniors'] })
  ida = (await makePerson({ name: 'Ida Bell', groups: ['clerks'] })).actor
  kim = (await makePerson({ name: 'Kim Moor' })).actor
  lee = (await makePerson({ name: 'Lee Park' })).actor
  const { id: roleId } = await createRole(admin, {
    name: 'Controller',
    description: '',
    permissions: ['flow:read'],
  })
  await bindRoles(admin, [
    { type: 'USER', externalId: ida.id, roleId, namespaceId: 'company' },
    { type: 'USER', externalId: tom.id, roleId, namespaceId: 'company.other' },
    { type: 'USER', externalId: lee.id, roleId },
  ])
}, 60_000)

const newId = () => randomBytes(16).toString('base64url')

async function start(inputs: Record<string, unknown>) {
  const id = await runs.start('pay', { inputs })
  const execution = await runs.rest(id)
  return { execution, opened: await db.approval.findFirst({ where: { executionId: id } }) }
}

it('asks who holds one of the roles or is in one of the groups, at the opening and later', async () => {
  await runs.publish(
    approval('deciders: [{ group: clerks }]', 'rules: { oneOf: [approver, seniors, Controller] }'),
  )
  const { opened } = await start({ amount: 5, kind: 'it' })
  const id = opened?.id ?? ''
  const { groups, version } = await getApproval(ana, id)
  expect(groups[0]?.people.map(({ name }) => name).sort()).toEqual(['Ana Ruiz', 'Eve Stone', 'Ida Bell'])
  await expect(addDecider(ana, id, { commandId: newId(), version, personId: tom.id })).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('roles'),
  })
  await expect(
    reassignApproval(ana, id, { commandId: newId(), version, toId: tom.id }),
  ).rejects.toMatchObject({
    code: 'invalid',
  })
  expect(await reassignApproval(ana, id, { commandId: newId(), version, toId: lee.id })).toEqual({
    version: version + 1,
  })
}, 60_000)

it.each([
  [
    'deciders: [{ users: [TOM] }]',
    'rules: { oneOf: [seniors] }',
    /Nobody of .*; who holds none of seniors is left out/,
  ],
  ['deciders: [{ group: clerks }]', 'rules: { oneOf: [senior] }', /names `senior`, and there is no such/],
  [
    'matrix: { value: "{{ inputs.amount }}", category: "{{ inputs.kind }}", rows: [{ category: it, deciders: [{ group: clerks }] }] }',
    'order: parallel',
    /No row of `matrix` says who decides in the category `travel` for 5/,
  ],
])(
  'fails clearly where nobody can decide: %s %s',
  async (first, second, message) => {
    await runs.publish(approval(first.replace('TOM', tom.id), second))
    const { execution, opened } = await start({ amount: 5, kind: 'travel' })
    expect(execution.state.current).toBe('FAILED')
    expect(opened).toBeNull()
    const run = await db.taskRun.findFirstOrThrow({ where: { executionId: execution.id } })
    expect(run.message).toMatch(message)
  },
  60_000,
)

it('asks those whom the first row that fits names', async () => {
  await runs.publish(
    approval(
      'matrix:',
      '  value: "{{ inputs.amount }}"',
      '  category: "{{ inputs.kind }}"',
      '  rows:',
      '    - { category: [it, travel], upTo: 100.5, deciders: [{ group: seniors }] }',
      `    - { category: it, deciders: [{ user: ${tom.id} }] }`,
      'deciders: [{ group: clerks, quorum: 2 }]',
    ),
  )
  const asked = async (amount: number, kind: string) => {
    const { opened } = await start({ amount, kind })
    return policyOf(opened?.policy).groups.map(({ title }) => title)
  }
  expect(await asked(100.5, 'travel')).toEqual(['seniors'])
  expect(await asked(100.51, 'it')).toEqual(['Tom Weber'])
  expect(await asked(100.51, 'travel')).toEqual(['clerks'])
}, 60_000)

it('reads of the matrix the row that fits, whatever others name that is not there', async () => {
  await runs.publish(
    approval(
      'matrix:',
      '  category: "{{ inputs.kind }}"',
      '  rows:',
      '    - { category: it, deciders: [{ group: seniors }] }',
      '    - { category: travel, deciders: [{ user: "{{ outputs.agency.mail }}" }] }',
      'deciders: [{ user: "{{ outputs.agency.boss }}" }]',
    ),
  )
  const { execution, opened } = await start({ amount: 1, kind: 'it' })
  expect(execution.state.current).toBe('PAUSED')
  expect(policyOf(opened?.policy).groups.map(({ title }) => title)).toEqual(['seniors'])
  const entry = await db.auditEntry.findFirstOrThrow({
    where: { subjectId: opened?.id, action: 'approval:open' },
  })
  expect(entry.after).toMatchObject({ matrixRow: 1 })
}, 60_000)

it('lets nobody stand in who holds none of the roles', async () => {
  await runs.publish(approval('deciders: [{ group: clerks }]', 'rules: { oneOf: [approver] }'))
  const { opened } = await start({ amount: 5, kind: 'it' })
  const id = opened?.id ?? ''
  const day = dayIn(ana.timeZone)
  await giveDelegation(ana, ana.id, { delegateId: kim.id, startsOn: day, endsOn: day, reason: '' })
  const view = await getApproval(kim, id)
  expect(view.refusal).toContain('none of the roles')
  const { version, seenHash } = view
  const call = { decisionId: newId(), vote: 'APPROVE' as const, version, seenHash, onBehalfOf: ana.id }
  await expect(decideApproval(kim, id, call)).rejects.toMatchObject({ code: 'forbidden' })
}, 60_000)
