import { beforeEach, expect, test } from 'vitest'
import type { Policy } from '#engine/flow/approvals/types.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { stored } from '#server/flows/compiled.ts'
import type { TaskCall } from '#server/tasks/types.ts'
import { makePerson } from '#tests/harness/people.ts'
import { insertRequest } from '#tests/harness/request.ts'
import { escalateApproval } from './escalate.ts'

const source = `
id: desk
namespace: escalate.it
inputs:
  - { id: reason, type: STRING }
tasks:
  - { id: say, type: log, message: "{{ inputs.reason }}" }
`
let approvalId = ''
let count = 0
let ana: Actor
let ben: Actor
let [lead, head]: Actor[] = []

async function person(name: string, managerId?: string): Promise<Actor> {
  const { actor } = await makePerson({ name })
  if (managerId !== undefined) await db.person.update({ where: { id: actor.id }, data: { managerId } })
  return actor
}

beforeEach(async () => {
  lead = await person('Lea Lead')
  head = await person('Han Head')
  ana = await person('Ana', lead.id)
  ben = await person('Ben', head.id)
  const nora = await person('Nora')
  approvalId = `escalate-approval-${++count}`
  await insertRequest({
    source,
    requesterId: nora.id,
    deciderId: ana.id,
    executionId: `escalate-execution-${count}`,
    approvalId,
    seenHash: 'a'.repeat(64),
    reason: 'Mine broke',
  })
})

/** Ana and Ben, each in a group of their own. */
async function askBoth(order: Policy['order'], step: object): Promise<void> {
  const group = ({ id, name }: Actor) => ({ title: name, people: [{ id, name }], quorum: 'any' as const })
  const policy: Policy = {
    groups: [group(ana), group(ben)],
    order,
    rules: { notRequester: true, commentRequired: 'NEVER' },
  }
  await db.approval.update({
    where: { id: approvalId },
    data: {
      policy: stored(policy),
      escalation: stored({ steps: [{ users: [], managersOf: [], ...step }], after: 'PT1H' }),
    },
  })
}

const call = () => escalateApproval({ taskRunId: approvalId, attempt: 1 } as TaskCall)
const refs = (...people: (Actor | undefined)[]) => people.map((one) => ({ id: one?.id, name: one?.name }))

test('each manager is asked in the group of those whose manager they are', async () => {
  await askBoth('parallel', { managersOf: ['decider'] })
  expect(await call()).toMatchObject({
    kind: 'more',
    come: [
      { groupIndex: 0, people: refs(lead) },
      { groupIndex: 1, people: refs(head) },
    ],
  })
})

test('in a sequence nobody is asked in the place of whose turn has not come', async () => {
  await askBoth('sequential', { managersOf: ['decider'] })
  expect(await call()).toMatchObject({
    kind: 'more',
    people: refs(lead),
    come: [{ groupIndex: 0, people: refs(lead) }],
  })
})

test('whom the author names is asked wherever somebody is late, but not who comes later in the sequence', async () => {
  await askBoth('sequential', { users: [head?.id, ben.id] })
  const answer = await call()
  expect(answer).toMatchObject({ kind: 'more', people: refs(head) })
  expect(answer).not.toHaveProperty('come')
})

test('nobody is asked where the one who is meant left, and those who are late have no manager', async () => {
  await askBoth('parallel', { managersOf: ['decider'] })
  await db.person.updateMany({ where: { id: ana.id }, data: { managerId: null } })
  await db.person.updateMany({ where: { id: head?.id }, data: { active: false } })
  expect(await call()).toEqual({ kind: 'nobody' })
})
